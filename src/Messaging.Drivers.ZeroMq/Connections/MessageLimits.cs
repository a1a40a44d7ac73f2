namespace Messaging.Drivers.ZeroMq.Connections;

/// <summary>The sizes that a message may have.</summary>
internal static class MessageLimits
{
    /// <summary>The longest first frame of a message.</summary>
    public const int MaxHeader = 4 * 1024;
}
