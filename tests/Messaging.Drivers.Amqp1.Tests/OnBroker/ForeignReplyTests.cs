using System.Text;
using Amqp;
using Amqp.Framing;
using Messaging.DriverContract;
using Messaging.TestKit;

namespace Messaging.Drivers.Amqp1.Tests.OnBroker;

/// <summary>A call that names the address of another service for its reply.</summary>
public sealed class ForeignReplyTests(ContractBroker broker) : IDisposable
{
    private const int AddressRefused = 9204;

    private readonly string _topic = "foreign-" + Guid.NewGuid().ToString("N");
    private readonly Journal<string> _noted = new();
    private readonly LogCapture _log = new(TestContext.Current.TestOutputHelper);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task With_the_option_nothing_is_written_into_the_queue_of_another_service()
    {
        await using var serving = await OpenAsync(broker.Url + "?only_reply_queues=true");
        await using var server = await ServeAsync(serving, _topic);
        await using var other = await ServeAsync(serving, _topic + "-other");

        await CallAsync(_topic + "-other");
        await _log.WaitForAsync(e => e.EventId.Id == AddressRefused);

        Assert.Equal(3, await new RpcClient(serving, new Target { Topic = _topic }).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
    }

    [Theory]
    [InlineData("reply_1", true)]
    [InlineData("amq.rabbitmq.reply-to.g1h2", true)]
    [InlineData("amq.gen-1", false)]
    [InlineData("calc", false)]
    public void Names_of_queues_for_replies_are_known(string name, bool isForReplies) =>
        Assert.Equal(isForReplies, Topology.BrokerNames.IsReplyQueue(name));

    [Theory]
    [InlineData("source-1", true)]
    [InlineData("unicast.openstack.calc", false)]
    [InlineData("exclusive.openstack.calc.one", false)]
    [InlineData("broadcast.openstack.calc.all", false)]
    [InlineData("openstack.org/om/rpc/anycast/openstack/calc", false)]
    [InlineData("openstack.org/om/notify/anycast/openstack/calc.info", false)]
    public void Addresses_of_targets_are_known(string address, bool isForReplies) =>
        Assert.Equal(!isForReplies, Dialects.OsloAddresses.IsOfTarget(address));

    private async Task CallAsync(string replyTo)
    {
        var connection = await new ConnectionFactory().CreateAsync(
            new Address("127.0.0.1", broker.Port, "guest", "guest", "/", "AMQP"), new Open { ContainerId = Guid.NewGuid().ToString(), HostName = "vhost:/" }, null);
        var body = $$$"""
            {"method": "add", "args": {"a": 1, "b": 2}, "_msg_id": "{{{Guid.NewGuid():N}}}", "_reply_q": "{{{replyTo}}}"}
            """;
        await new SenderLink(new Session(connection), "raw", $"/exchanges/openstack/{_topic}").SendAsync(new Message
        {
            Properties = new Properties { ContentType = "application/json", ContentEncoding = "utf-8" },
            BodySection = new Data { Binary = Encoding.UTF8.GetBytes(body) },
        });
        await connection.CloseAsync();
    }

    private async Task<Transport> OpenAsync(string url)
    {
        var drivers = new DriverRegistry();
        Amqp1Driver.Register(drivers);
        return await Transport.OpenAsync(url, new TransportOptions { Drivers = drivers, LoggerFactory = _log }, Token);
    }

    private async Task<RpcServer> ServeAsync(Transport transport, string topic)
    {
        var server = new RpcServer(transport, new Target { Topic = topic, Server = "one" }, new RpcServerOptions(), new Noter(_noted));
        await server.StartAsync(Token);
        return server;
    }
}
