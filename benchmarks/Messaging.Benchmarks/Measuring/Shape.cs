namespace Messaging.Benchmarks.Measuring;

/// <summary>What is sent.</summary>
internal enum Shape
{
    /// <summary>A call: over when its result is there.</summary>
    Call,

    /// <summary>A cast that is awaited: over when the broker has confirmed it.</summary>
    Cast,

    /// <summary>A cast that nobody awaits: over when it was handed over.</summary>
    CastUnconfirmed,

    /// <summary>A cast to ten servers, each of which gets it: over when the broker has confirmed it.</summary>
    Fanout,
}
