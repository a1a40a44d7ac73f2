namespace Messaging.Drivers.ZeroMq.Connections;

/// <summary>The largest sizes of messages.</summary>
internal static class MessageLimits
{
    /// <summary>The longest first frame of a message.</summary>
    public const int MaxHeader = 4 * 1024;

    /// <summary>The longest body of a message that is neither a request, nor a reply, nor an announcement.</summary>
    public const int MaxSmall = 4 * 1024;

    /// <summary>The longest body of an announcement, enough for some ten thousand targets.</summary>
    public const int MaxAnnouncement = 4 * 1024 * 1024;
}
