using System.Net.Sockets;
using System.Security.Authentication;
using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace Messaging.Drivers.Amqp1.Connections;

/// <summary>What a failure to connect means: whether a retry may help, and what to do.</summary>
internal static class ConnectionVerdict
{
    private const string WhatFor = "amqp1:// is for RabbitMQ 4.0 and later, for brokers configured for oslo.messaging's own driver "
        + "(dialect=oslo), and for other brokers with queues of yours (dialect=generic); use rabbit:// for an older RabbitMQ.";

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

    /// <summary>
    /// The error of a broker that refused a link which RabbitMQ 4 has; null when it did not refuse it, but the connection was lost.
    /// </summary>
    /// <param name="error">The failure of the link.</param>
    /// <param name="missing">The name of the link.</param>
    public static ConnectionFailedException? OfMissing(AmqpException error, string missing) =>
        error.Error?.Condition is { } condition
        && (condition.Equals((Symbol)ErrorCode.NotFound) || condition.Equals((Symbol)ErrorCode.NotImplemented)
            || condition.Equals((Symbol)ErrorCode.InvalidField) || condition.Equals((Symbol)ErrorCode.DecodeError))
            ? new ConnectionFailedException(
                $"The broker has no {missing} ({condition}: {error.Error.Description}). {WhatFor}", isTransient: false, error)
            : null;

    private static ConnectionFailedException OfCondition(
        Symbol condition, Error reason, BrokerHost host, string virtualHost, Exception error)
    {
        if (condition.Equals((Symbol)ErrorCode.UnauthorizedAccess)
            && reason.Description?.Contains("SASL", StringComparison.OrdinalIgnoreCase) != false)
        {
            return new ConnectionFailedException(
                $"{host}: the broker refused the user '{host.User}'. Check user and password.", isTransient: false, error);
        }

        if (condition.Equals((Symbol)ErrorCode.NotFound) || condition.Equals((Symbol)ErrorCode.UnauthorizedAccess)
            || condition.Equals((Symbol)ErrorCode.NotAllowed))
        {
            return new ConnectionFailedException(
                $"{host}: the broker does not allow '{host.User}' in the virtual host '{virtualHost}' ({reason.Description}).",
                isTransient: false, error);
        }

        if (condition.Equals((Symbol)ErrorCode.NotImplemented))
        {
            return new ConnectionFailedException(
                $"{host}: what listens there does not speak AMQP 1.0 ({reason.Description}). {WhatFor}", isTransient: false, error);
        }

        return new ConnectionFailedException($"{host}: {condition}: {reason.Description}", isTransient: true, error);
    }
}
