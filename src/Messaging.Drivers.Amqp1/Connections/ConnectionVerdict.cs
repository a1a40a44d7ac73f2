using System.Net.Sockets;
using System.Security.Authentication;
using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace Messaging.Drivers.Amqp1.Connections;

/// <summary>What a failure to connect means: whether trying again may help, and what to do.</summary>
internal static class ConnectionVerdict
{
    public static ConnectionFailedException Of(Exception error, BrokerHost host, string virtualHost) => error switch
    {
        ConnectionFailedException known => known,
        AmqpException { Error: { Condition: { } condition } reason } => OfCondition(condition, reason, host, virtualHost, error),
        AuthenticationException => new ConnectionFailedException(
            $"{host}: TLS failed: {error.Message} Check the broker's certificate and ssl_ca_file.", isTransient: false, error),
        SocketException { SocketErrorCode: SocketError.HostNotFound } => new ConnectionFailedException(
            $"{host}: the name is not known.", isTransient: true, error),
        TimeoutException => new ConnectionFailedException($"{host}: no answer in time (connect_timeout).", isTransient: true, error),
        _ => new ConnectionFailedException($"{host}: {error.Message}", isTransient: true, error),
    };

    private static ConnectionFailedException OfCondition(
        Symbol condition, Error reason, BrokerHost host, string virtualHost, Exception error)
    {
        if (condition.Equals((Symbol)ErrorCode.UnauthorizedAccess) && reason.Description?.Contains("SASL", StringComparison.OrdinalIgnoreCase) != false)
        {
            return new ConnectionFailedException(
                $"{host}: the broker refused the user '{host.User}'. Check user and password.", isTransient: false, error);
        }

        if (condition.Equals((Symbol)ErrorCode.NotFound) || condition.Equals((Symbol)ErrorCode.UnauthorizedAccess)
            || condition.Equals((Symbol)ErrorCode.NotAllowed))
        {
            return new ConnectionFailedException(
                $"{host}: the broker does not let '{host.User}' into the virtual host '{virtualHost}' ({reason.Description}).",
                isTransient: false, error);
        }

        return new ConnectionFailedException($"{host}: {condition}: {reason.Description}", isTransient: true, error);
    }
}
