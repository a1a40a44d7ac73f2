namespace Messaging.Drivers;

/// <summary>The reasons for which a message can never be handled.</summary>
public enum RejectionReason
{
    /// <summary>It cannot be read.</summary>
    Unreadable,

    /// <summary>It is larger than <see cref="TransportOptions.MaxMessageSize"/>.</summary>
    TooLarge,

    /// <summary>It was delivered more often than <see cref="RpcServerOptions.MaxDeliveries"/>.</summary>
    TooManyDeliveries,

    /// <summary>The server has no such method, or the arguments do not fit it.</summary>
    Refused,

    /// <summary>Its method failed, and must not be retried.</summary>
    Failed,
}
