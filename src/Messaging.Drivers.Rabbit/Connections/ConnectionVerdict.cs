using System.Net.Sockets;
using System.Security.Authentication;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Messaging.Drivers.Rabbit.Connections;

/// <summary>
/// The table: what an attempt to connect failed with → what it means, and what to do. By types and reply codes, never by texts.
/// </summary>
internal static class ConnectionVerdict
{
    private const string CheckPort = "Check the port, and whether a TLS port is spoken to without TLS (rabbit+tls).";
    private const string ClosedEarly = "the connection was closed before we were let in. " + CheckPort;

    /// <summary>Judges a failed attempt. Transient: worth trying again; otherwise the broker refused us.</summary>
    public static ConnectionFailedException Of(Exception error, BrokerHost host, RabbitSettings settings) => Unwrap(error) switch
    {
        ConnectionFailedException e => e,
        AuthenticationFailureException e => WrongCredentials(host, settings, e),
        OperationInterruptedException { ShutdownReason.ReplyCode: Constants.AccessRefused } e => WrongCredentials(host, settings, e),
        OperationInterruptedException { ShutdownReason: { ReplyCode: Constants.NotAllowed } reason } e =>
            VirtualHost(host, settings, reason.ReplyText, e),
        OperationInterruptedException { ShutdownReason: { Initiator: ShutdownInitiator.Peer } reason } e => Transient(
            host, $"the broker closed the connection ({reason.ReplyCode} {reason.ReplyText}).", e),
        AuthenticationException e => Refused(
            $"TLS with the broker at {host} failed: {e.Message} Check that its certificate is valid, names the host "
            + "(or RabbitOptions.TlsServerName), and is signed by an authority that is trusted here (ssl_ca_file, "
            + "RabbitOptions.TlsCaFile), and that the port is the one for TLS.",
            e),
        SocketException e => Transient(host, Reason(e), e),
        TimeoutException or OperationCanceledException => Transient(
            host,
            FormattableString.Invariant($"no answer within {settings.HostTimeout.TotalSeconds:0.###} s. ")
            + CheckPort,
            error),
        ProtocolVersionMismatchException or PacketNotRecognizedException or MalformedFrameException or UnexpectedFrameException =>
            Transient(host, "what listens there does not speak AMQP 0-9-1. " + CheckPort, error),
        IOException e => Transient(host, ClosedEarly, e),
        var e => Transient(host, Sentence(e.Message), e),
    };

    /// <summary>One error for a round in which no host let us in.</summary>
    public static ConnectionFailedException OfRound(IReadOnlyList<ConnectionFailedException> failures) => failures.Count == 1
        ? failures[0]
        : new ConnectionFailedException(
            "No broker of the transport URL could be reached. " + string.Join(' ', failures.Select(f => f.Message).Order(StringComparer.Ordinal)), isTransient: true,
            failures[0]);

    /// <summary>The same error for another caller: exceptions are not shared, each has a stack of its own.</summary>
    public static ConnectionFailedException Again(ConnectionFailedException error) => new(error.Message, error.IsTransient, error);

    /// <summary>Whether the broker did not take the user and the password.</summary>
    public static bool IsWrongCredentials(ConnectionFailedException error) => error.InnerException
        is AuthenticationFailureException or OperationInterruptedException { ShutdownReason.ReplyCode: Constants.AccessRefused };

    /// <summary>The client library wraps the cause in one or two layers of its own.</summary>
    private static Exception Unwrap(Exception error)
    {
        while (true)
        {
            switch (error)
            {
                case BrokerUnreachableException { InnerException: { } cause }:
                    error = cause;
                    break;
                case ConnectFailureException { InnerException: { } cause }:
                    error = cause;
                    break;
                case PossibleAuthenticationFailureException { InnerException: { } cause }:
                    error = cause;
                    break;
                case AggregateException { InnerExceptions.Count: > 0 } many:
                    error = many.InnerExceptions[0];
                    break;
                case IOException { InnerException: { } cause }:
                    error = cause;
                    break;
                default:
                    return error;
            }
        }
    }

    private static ConnectionFailedException WrongCredentials(BrokerHost host, RabbitSettings settings, Exception error) => Refused(
        settings.Login == RabbitLogin.Certificate
            ? $"The broker at {host} refused our certificate as a login (403 ACCESS_REFUSED). Check that it has a user of the name in the "
                + "certificate (rabbitmqctl add_user; ssl_cert_login_from says which name), that it asked for a certificate "
                + "(ssl_options.verify = verify_peer), and that EXTERNAL is among its mechanisms (auth_mechanisms.1 = EXTERNAL)."
            : $"The broker at {host} refused user '{host.User}' (403 ACCESS_REFUSED). Check the user and the password "
                + (settings.Credentials is null ? "in the transport URL" : "that RabbitOptions.Credentials gave, twice")
                + "; 'guest' is let in from the broker's own machine only.",
        error);

    private static ConnectionFailedException VirtualHost(BrokerHost host, RabbitSettings settings, string reply, Exception error) =>
        Refused(
        $"The broker at {host} does not let user '{host.User}' into virtual host '{settings.VirtualHost}' ({reply}). Check the path of "
            + "the transport URL, "
        + "create the virtual host (rabbitmqctl add_vhost), or give the user permissions in it (rabbitmqctl set_permissions).", error);

    private static string Reason(SocketException e) => e.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "nobody listens there (connection refused). Check that the broker runs, and the port.",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain =>
            "the name cannot be resolved. Check the host in the transport URL.",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "there is no route to it. Check the network.",
        SocketError.ConnectionReset or SocketError.ConnectionAborted => ClosedEarly,
        _ => Sentence(e.Message),
    };

    private static ConnectionFailedException Transient(BrokerHost host, string reason, Exception error) =>
        new($"RabbitMQ at {host} could not be reached: {reason}", isTransient: true, error);

    private static ConnectionFailedException Refused(string text, Exception error) => new(text, isTransient: false, error);

    private static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";
}
