namespace Messaging.Drivers;

/// <summary>How a listener receives messages.</summary>
public sealed class ListenOptions
{
    /// <summary>The most messages of one queue that may be unsettled at the receiver.</summary>
    /// <value>64.</value>
    public int Prefetch { get; init; } = 64;

    /// <summary>Whether the receiver gets messages in order of arrival. Otherwise others may overtake a message that takes the driver time
    /// to read because it is compressed.</summary>
    /// <value>True.</value>
    public bool KeepOrder { get; init; } = true;
}
