namespace Messaging.Drivers;

/// <summary>How a listener takes messages.</summary>
public sealed class ListenOptions
{
    /// <summary>The most messages of one queue that may be with the receiver without an ending.</summary>
    /// <value>64.</value>
    public int Prefetch { get; init; } = 64;

    /// <summary>Whether the receiver gets messages in the order in which they came. Otherwise one that takes the driver time to read, because it is compressed, lets others pass.</summary>
    /// <value>True.</value>
    public bool KeepOrder { get; init; } = true;
}
