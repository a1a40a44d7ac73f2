namespace Messaging.Drivers;

/// <summary>How a listener takes messages.</summary>
public sealed class ListenOptions
{
    /// <summary>The most messages of one queue that may be with the receiver without an ending.</summary>
    /// <value>64.</value>
    public int Prefetch { get; init; } = 64;
}
