using Amqp;
using Amqp.Framing;

namespace Messaging.Drivers.Amqp1.Connections;

/// <summary>A connection that was lost in the moment in which it was used: the client library says so in its own way.</summary>
internal static class LostConnection
{
    /// <summary>The error of one that has been lost, and not only of one that is being closed.</summary>
    public static AmqpException Of(ObjectDisposedException error) =>
        new(new Error(ErrorCode.ConnectionForced) { Description = $"the connection was lost ({error.ObjectName})" });
}
