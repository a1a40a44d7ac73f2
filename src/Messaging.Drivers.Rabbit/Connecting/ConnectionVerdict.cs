using System.Net.Sockets;
using System.Security.Authentication;
using Messaging.Drivers.Rabbit.Connecting.Securing;
using Messaging.Drivers.Rabbit.Settings;
using Messaging.Drivers.Rabbit.Verdicts;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Messaging.Drivers.Rabbit.Connecting;

/// <summary>
/// The table: the failure of an attempt to connect → its meaning, and what to do. Decides by types and reply codes, never by texts.
/// </summary>
internal static class ConnectionVerdict
{
    private const string CheckPort = "Check the port, and whether it expects TLS (rabbit+tls).";

    // The client library has no exception type for this.
    private const string NoMechanism = "No compatible authentication mechanism";
    private const string ClosedEarly = "the connection was closed before the login was complete. " + CheckPort;

    /// <summary>Judges a failed attempt. Transient: worth retrying; otherwise the broker refused the connection.</summary>
    /// <param name="error">The failure.</param>
    /// <param name="host">The host.</param>
    /// <param name="settings">The settings of the attempt.</param>
    /// <param name="check">The check of the broker's certificate; null without TLS.</param>
    public static ConnectionFailedException Of(
        Exception error, BrokerHost host, RabbitSettings settings, CertificateCheck? check = null) => Unwrap(error) switch
    {
        ConnectionFailedException e => e,
        var e when check is { Fault: { } fault } => Tls(host, fault, e),
        var e when check is not null && TlsAlert.Read(error) is { } alert =>
            OfAlert(alert, host, settings, e),
        AuthenticationFailureException e => WrongCredentials(host, settings, e),
        OperationInterruptedException { ShutdownReason.ReplyCode: Constants.AccessRefused } e => WrongCredentials(host, settings, e),
        OperationInterruptedException { ShutdownReason: { ReplyCode: Constants.NotAllowed } reason } e =>
            NotAllowed(host, settings, reason.ReplyText, e),
        OperationInterruptedException { ShutdownReason: { Initiator: ShutdownInitiator.Peer } reason } e => Transient(
            host, $"the broker closed the connection ({reason.ReplyCode} {reason.ReplyText}).", e),
        AuthenticationException e => Tls(
            host, $"{Sentence(e.Message)} Check that the port is the TLS port, and see the broker's log.", e),
        TimeoutException or OperationCanceledException => Transient(
            host,
            FormattableString.Invariant($"no answer within {settings.HostTimeout.TotalSeconds:0.###} s. ")
            + CheckPort,
            error),
        ProtocolVersionMismatchException or PacketNotRecognizedException or MalformedFrameException or UnexpectedFrameException =>
            Transient(host, "what listens there does not speak AMQP 0-9-1. " + CheckPort, error),
        IOException e when e.Message.Contains(NoMechanism, StringComparison.Ordinal) => Mechanism(host, settings, e),
        var e when check is { HasPassed: true } => Transient(host, TlsVerdict.OfSilence(settings), e),
        SocketException e => Transient(host, Reason(e), e),
        IOException e => Transient(host, ClosedEarly, e),
        var e => Transient(host, Sentence(e.Message), e),
    };

    /// <summary>The broker ended a TLS handshake with an alert.</summary>
    public static ConnectionFailedException OfAlert(int alert, BrokerHost host, RabbitSettings settings, Exception error) =>
        Tls(host, TlsVerdict.Of(alert, settings, settings.TlsServerName ?? host.Name), error);

    /// <summary>Whether the host completed the TLS handshake and then ended the connection without an alert.</summary>
    public static bool IsSilence(ConnectionFailedException verdict, CertificateCheck? check) =>
        check is { HasPassed: true } && verdict.IsTransient

            // How the end appears depends on what sees it first: the socket, the TLS library or the client library.
            && verdict.InnerException is not (null or TimeoutException or OperationCanceledException
                or OperationInterruptedException { ShutdownReason.Initiator: ShutdownInitiator.Peer });

    /// <summary>One error for a round in which no host accepted the connection.</summary>
    public static ConnectionFailedException OfRound(IReadOnlyList<ConnectionFailedException> failures) => failures.Count == 1
        ? failures[0]
        : new ConnectionFailedException(
            "No broker of the transport URL could be reached. "
                + string.Join(' ', failures.Select(f => f.Message).Order(StringComparer.Ordinal)),
            failures.Any(f => f.IsTransient),
            failures[0]);

    /// <summary>The same error for another caller: exceptions are not shared, because each has its own stack.</summary>
    public static ConnectionFailedException Again(ConnectionFailedException error) => new(error.Message, error.IsTransient, error);

    /// <summary>Whether the broker rejected the user and the password.</summary>
    public static bool IsWrongCredentials(ConnectionFailedException error) => error.InnerException
        is AuthenticationFailureException or OperationInterruptedException { ShutdownReason.ReplyCode: Constants.AccessRefused };

    /// <summary>
    /// Whether the error concerns only this host, such as its TLS, which may differ for each host; users and virtual hosts are common to
    /// all.
    /// </summary>
    public static bool IsOfHostAlone(ConnectionFailedException error) => error.IsTransient || error.InnerException is TlsFailure;

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
            ? $"The broker at {host} refused the client certificate as a login (403 ACCESS_REFUSED). Check that it has a user with the "
                + $"name in '{settings.TlsCertFile}' (rabbitmqctl add_user): the whole subject, as its log shows it, or the part that "
                + "ssl_cert_login_from selects; and that it asks for a certificate (ssl_options.verify = verify_peer)."
            : $"The broker at {host} refused user '{host.User}' (403 ACCESS_REFUSED). Check the user and the password "
                    + (settings.Credentials is null ? "in the transport URL" : "that RabbitOptions.Credentials returned, twice")
                    + "; 'guest' may log in only from the broker's own machine.",
        error);

    private static ConnectionFailedException Mechanism(BrokerHost host, RabbitSettings settings, IOException error)
    {
        var offered = error.Message[(error.Message.IndexOf('[', StringComparison.Ordinal) + 1)..].TrimEnd(']', '.');
        return Refused(
            settings.Login == RabbitLogin.Certificate
                ? $"The broker at {host} does not let clients log in by certificate (EXTERNAL): it offers '{offered}'. Enable its plugin "
                    + "(rabbitmq-plugins enable rabbitmq_auth_mechanism_ssl) and the mechanism (auth_mechanisms.1 = EXTERNAL), or log in "
                    + "by password (rabbit_login_method=PLAIN)."
                : $"The broker at {host} does not let clients log in by password (PLAIN): it offers '{offered}'. Allow it "
                    + "(auth_mechanisms.1 = PLAIN), or log in by certificate (rabbit_login_method=EXTERNAL).",
            error);
    }

    /// <summary>
    /// 530: the virtual host does not exist, the user has no access, or there are too many connections. Only the text says which.
    /// </summary>
    private static ConnectionFailedException NotAllowed(BrokerHost host, RabbitSettings settings, string reply, Exception error)
    {
        var vhost = settings.VirtualHost;
        return reply switch
        {
            _ when EndVerdict.IsLimit(reply) && reply.Contains("channels", StringComparison.Ordinal) => EndVerdict.Limit(
                host, reply, error),
            _ when EndVerdict.IsLimit(reply) => Transient(
                host, $"it accepts no more connections ({reply}). Close some, or raise the limit.", error),
            _ when reply.EndsWith("not found", StringComparison.Ordinal) => Refused(
                $"The broker at {host} has no virtual host '{vhost}' ({reply}). Check the path of the transport URL, or create it "
                    + $"(rabbitmqctl add_vhost {vhost}).",
                error),
            _ => Refused(
                $"The broker at {host} does not allow user '{host.User}' in virtual host '{vhost}' ({reply}). Check the path of the "
                    + $"transport URL, or give the user permissions there (rabbitmqctl set_permissions --vhost {vhost} {host.User} "
                    + "CONFIGURE WRITE READ).",
                error),
        };
    }

    private static ConnectionFailedException Tls(BrokerHost host, string fault, Exception error) =>
        Refused($"TLS with the broker at {host} failed: {fault}", new TlsFailure(fault, error));

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
