using Amqp;
using Amqp.Framing;

namespace Messaging.Drivers.Amqp1.Connections;

/// <summary>A connection that was lost at the moment it was used, which the client library reports in its own way.</summary>
internal static class LostConnection
{
    /// <summary>The error of a connection that has been lost, and is not merely being closed.</summary>
    public static AmqpException Of(ObjectDisposedException error) =>
        new(new Error(ErrorCode.ConnectionForced) { Description = $"the connection was lost ({error.ObjectName})" });
}
