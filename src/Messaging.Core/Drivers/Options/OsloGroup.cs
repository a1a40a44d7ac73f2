namespace Messaging.Drivers;

/// <summary>The sections of oslo.config that hold options of messaging.</summary>
public enum OsloGroup
{
    /// <summary><c>[DEFAULT]</c>: of every transport.</summary>
    Default,

    /// <summary><c>[oslo_messaging_rabbit]</c>: of drivers of RabbitMQ.</summary>
    Rabbit,

    /// <summary><c>[oslo_messaging_notifications]</c>: of notifiers.</summary>
    Notifications,
}
