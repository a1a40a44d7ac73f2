namespace Messaging;

/// <summary>How much a notification matters: on the wire the end of its topic's queue (<c>notifications.info</c>), and a field of it.</summary>
public enum NotificationPriority
{
    /// <summary>Something that is kept for the record.</summary>
    Audit,

    /// <summary>Something of use to developers.</summary>
    Debug,

    /// <summary>Something that happened as it should.</summary>
    Info,

    /// <summary>Something that may become a failure.</summary>
    Warn,

    /// <summary>A failure.</summary>
    Error,

    /// <summary>A failure that somebody has to look at now.</summary>
    Critical,

    /// <summary>A measurement: many, small and often.</summary>
    Sample,
}
