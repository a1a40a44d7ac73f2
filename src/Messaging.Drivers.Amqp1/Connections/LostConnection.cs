using Amqp;
using Amqp.Framing;

namespace Messaging.Drivers.Amqp1.Connections;

/// <summary>Translates the client library's error for a connection that was lost at the moment it was used.</summary>
internal static class LostConnection
{
    /// <summary>Makes the error of a lost connection from the library's <see cref="ObjectDisposedException"/>.</summary>
    public static AmqpException Of(ObjectDisposedException error) =>
        new(new Error(ErrorCode.ConnectionForced) { Description = $"the connection was lost ({error.ObjectName})" });
}
