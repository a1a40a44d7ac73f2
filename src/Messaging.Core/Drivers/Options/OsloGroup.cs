namespace Messaging.Drivers;

/// <summary>The sections of oslo.config that hold options of messaging.</summary>
public enum OsloGroup
{
    /// <summary><c>[DEFAULT]</c>: for every transport.</summary>
    Default,

    /// <summary><c>[oslo_messaging_rabbit]</c>: for RabbitMQ drivers.</summary>
    Rabbit,

    /// <summary><c>[oslo_messaging_notifications]</c>: for notifiers.</summary>
    Notifications,
}
