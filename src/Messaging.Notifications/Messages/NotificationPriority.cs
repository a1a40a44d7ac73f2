namespace Messaging;

/// <summary>The priority of a notification: on the wire, the end of the name of its topic's queue (<c>notifications.info</c>), and a
/// field.</summary>
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

    /// <summary>A failure that needs immediate attention.</summary>
    Critical,

    /// <summary>A measurement: many, small and often.</summary>
    Sample,
}
