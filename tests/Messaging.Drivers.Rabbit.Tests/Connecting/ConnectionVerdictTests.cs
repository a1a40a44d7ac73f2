using System.Net.Sockets;
using System.Security.Authentication;
using Messaging.Drivers.Rabbit.Connecting;
using Messaging.Drivers.Rabbit.Settings;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Messaging.Drivers.Rabbit.Tests.Connecting;

public sealed class ConnectionVerdictTests
{
    private const string Password = "hunter2-secret";
    private static readonly BrokerHost Host = new("broker.example", 5672, "alice", Password);

    public static TheoryData<string, bool, string[]> Table => new()
    {
        { "credentials", false, ["broker.example:5672", "'alice'", "403", "password"] },
        { "forbidden", false, ["broker.example:5672", "'alice'", "403"] },
        { "vhost", false, ["broker.example:5672", "no virtual host 'shop'", "add_vhost"] },
        { "closed vhost", false, ["broker.example:5672", "'alice'", "virtual host 'shop'", "set_permissions"] },
        { "full vhost", true, ["broker.example:5672", "no more connections", "limit (7)"] },
        { "channels", false, ["broker.example:5672", "maximum allowed user limit of 2", "set_user_limits alice"] },
        { "connections", true, ["broker.example:5672", "no more connections", "limit (1)"] },
        { "mechanism", false, ["broker.example:5672", "by password", "'EXTERNAL'", "rabbit_login_method=EXTERNAL"] },
        { "refused", true, ["broker.example:5672", "connection refused", "port"] },
        { "unknown", true, ["broker.example:5672", "name cannot be resolved"] },
        { "silent", true, ["broker.example:5672", "no answer within 5 s"] },
        { "tls", false, ["broker.example:5672", "TLS", "bad certificate", "the port is the TLS port"] },
        { "tls in io", false, ["broker.example:5672", "TLS"] },
        { "forced", true, ["broker.example:5672", "320"] },
        { "protocol", true, ["broker.example:5672", "AMQP 0-9-1"] },
        { "reset", true, ["broker.example:5672", "closed before", "Check the port", "rabbit+tls"] },
        { "end of stream", true, ["broker.example:5672", "closed before", "Check the port", "rabbit+tls"] },
        { "other", true, ["broker.example:5672", "odd"] },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Each_failure_says_where_what_and_what_to_do(string kind, bool transient, string[] parts)
    {
        var settings = new RabbitSettings(TransportUrl.Parse($"rabbit://alice:{Password}@broker.example/shop"), new RabbitOptions());
        var error = ConnectionVerdict.Of(new BrokerUnreachableException(Make(kind)), Host, settings);

        Assert.Equal(transient, error.IsTransient);
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        Assert.DoesNotContain(Password, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_round_over_several_hosts_names_each()
    {
        var error = ConnectionVerdict.OfRound([new("a:1 down.", true), new("b:2 down.", true)]);
        Assert.Contains("a:1 down. b:2 down.", error.Message, StringComparison.Ordinal);
        Assert.True(error.IsTransient);
    }

    private static Exception Make(string kind) => kind switch
    {
        "credentials" => new AuthenticationFailureException("ACCESS_REFUSED"),
        "forbidden" => Interrupted(403, "ACCESS_REFUSED"),
        "vhost" => Interrupted(530, "NOT_ALLOWED - vhost shop not found"),
        "closed vhost" => Interrupted(530, "NOT_ALLOWED - access to vhost 'shop' refused for user 'alice'"),
        "full vhost" => Interrupted(530, "NOT_ALLOWED - access to vhost 'shop' refused for user 'alice': connection limit (7) is reached"),
        "channels" => Interrupted(
            530, "NOT_ALLOWED - number of channels opened for user 'alice' has reached the maximum allowed user limit of 2"),
        "connections" => Interrupted(530, "NOT_ALLOWED - connection refused for user 'alice': user connection limit (1) is reached"),
        "mechanism" => new IOException("No compatible authentication mechanism found - server offered [EXTERNAL]"),
        "refused" => new AggregateException(new ConnectFailureException("x", new SocketException((int)SocketError.ConnectionRefused))),
        "unknown" => new AggregateException(new SocketException((int)SocketError.HostNotFound)),
        "silent" => new TimeoutException("x"),
        "tls" => new AggregateException(new AuthenticationException("bad certificate")),
        "tls in io" => new IOException("x", new AuthenticationException("bad certificate")),
        "forced" => Interrupted(320, "CONNECTION_FORCED"),
        "protocol" => new ProtocolVersionMismatchException(0, 9, 1, 0),
        "reset" => new IOException("never received", new IOException("x", new SocketException((int)SocketError.ConnectionReset))),
        "end of stream" => new IOException("never received", new EndOfStreamException("x")),
        _ => new InvalidOperationException("odd"),
    };

    private static OperationInterruptedException Interrupted(ushort code, string text) =>
        new(new ShutdownEventArgs(ShutdownInitiator.Peer, code, text));
}
