using System.Text;
using System.Threading.Channels;
using Messaging.TestKit;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>A broker that takes no replies, or takes them slowly: no slot of a server waits for it. A node of its own, for its alarms.</summary>
[NeedsNode]
public sealed class SlowBrokerTests : IAsyncLifetime
{
    private const int Slots = 2;
    private const int Calls = 20;
    private const int Blocked = 5005;
    private const int NotTaken = 5411;

    private readonly LogCapture _log = new(TestContext.Current.TestOutputHelper);
    private readonly Gate _gate = new();
    private readonly List<IAsyncDisposable> _opened = [];
    private RabbitNode _node = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _node = await RabbitNode.StartAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var opened in Enumerable.Reverse(_opened))
        {
            await opened.DisposeAsync();
        }

        await _node.DisposeAsync();
        _log.VerifyNoErrors();
        _log.Dispose();
    }

    [Fact]
    public async Task While_the_broker_takes_no_messages_a_server_goes_on_and_its_replies_follow()
    {
        var transport = await ServeAsync(_node.Url);
        var client = await ClientAsync();
        var calls = Enumerable.Range(0, Calls).Select(i => client.CallAsync<int>(null, "pass", new { number = i }, Token)).ToArray();
        await _gate.WaitForAsync(Slots);
        await _node.RunCtlAsync("set_vm_memory_high_watermark", "absolute", "1024");

        // The broker says so to those who publish, when they do.
        var first = new RpcClient(transport, new Target { Topic = "nobody" }).CastAsync(null, "note", new { }, Token);
        await _log.WaitForAsync(e => e.EventId.Id == Blocked);
        _gate.Open();
        await _gate.WaitForAsync(Calls - Slots);

        await _node.RunCtlAsync("set_vm_memory_high_watermark", "0.4");
        Assert.Equal(Enumerable.Range(0, Calls), await Task.WhenAll(calls));
        await first;
    }

    [Fact]
    public async Task While_the_broker_reads_nothing_a_server_goes_on_and_its_replies_follow()
    {
        await using var proxy = TcpProxy.Start(_node.Port);
        await ServeAsync($"rabbit://guest:guest@127.0.0.1:{proxy.Port}/");
        var client = await ClientAsync();
        var calls = Enumerable.Range(0, Calls).Select(_ => client.CallAsync<string>(null, "large", new { }, Token)).ToArray();
        await _gate.WaitForAsync(Slots);
        proxy.Stall(ProxyDirection.ToTarget);
        _gate.Open();
        await _gate.WaitForAsync(Calls - Slots);

        proxy.Resume();
        Assert.All(await Task.WhenAll(calls), text => Assert.Equal(Gate.Large, text!.Length));
    }

    [Fact]
    public async Task Replies_that_a_full_queue_does_not_take_are_bounded_and_in_nobodys_way()
    {
        _gate.Open();
        await ServeAsync(_node.Url);
        var client = await ClientAsync();
        await using var connection = await new ConnectionFactory { HostName = "127.0.0.1", Port = _node.Port }.CreateConnectionAsync(Token);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Token);
        var full = new Dictionary<string, object?> { ["x-max-length"] = 0, ["x-overflow"] = "reject-publish" };
        await channel.QueueDeclareAsync("reply_full", durable: false, exclusive: true, autoDelete: true, full, cancellationToken: Token);
        for (var i = 0; i < Calls; i++)
        {
            var body = $$$"""{"method": "large", "args": {}, "_msg_id": "{{{Guid.NewGuid():N}}}", "_reply_q": "reply_full"}""";
            var properties = new BasicProperties { ContentType = "application/json", ContentEncoding = "utf-8" };
            await channel.BasicPublishAsync("openstack", "slow", mandatory: true, properties, Encoding.UTF8.GetBytes(body), Token);
        }

        await _gate.WaitForAsync(Calls);
        await _log.WaitForAsync(e => e.EventId.Id == NotTaken);
        Assert.Equal(7, await client.CallAsync<int>(null, "pass", new { number = 7 }, Token));
        Assert.Single(_log.Entries, e => e.EventId.Id == NotTaken);
    }

    private async Task<Transport> ServeAsync(string url)
    {
        var transport = await OpenAsync(url);
        var options = new RpcServerOptions { Dispatch = DispatchPolicy.Concurrent(Slots), Prefetch = 2 * Calls };
        var server = new RpcServer(transport, new Target { Topic = "slow", Server = "s1" }, options, _gate);
        _opened.Add(server);
        await server.StartAsync(Token);
        return transport;
    }

    private async Task<RpcClient> ClientAsync() =>
        new RpcClient(await OpenAsync(_node.Url), new Target { Topic = "slow" }).With(timeout: TimeSpan.FromMinutes(5));

    private async Task<Transport> OpenAsync(string url)
    {
        var registry = new DriverRegistry();
        RabbitDriver.Register(registry);
        var transport = await Transport.OpenAsync(url, new TransportOptions { Drivers = registry, LoggerFactory = _log }, Token);
        _opened.Add(transport);
        return transport;
    }

    private sealed class Gate
    {
        public const int Large = 2 * 1024 * 1024;

        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Channel<int> _came = System.Threading.Channels.Channel.CreateUnbounded<int>();

        public void Open() => _open.SetResult();

        public async Task WaitForAsync(int calls)
        {
            for (var i = 0; i < calls; i++)
            {
                await _came.Reader.ReadAsync(Token).AsTask().WaitAsync(WaitLimit.Default, Token);
            }
        }

        public async Task<int> Pass(int number)
        {
            _came.Writer.TryWrite(number);
            await _open.Task;
            return number;
        }

        [RpcMethod("large")]
        public async Task<string> LargeAsync()
        {
            await Pass(0);
            return new string('x', Large);
        }
    }
}
