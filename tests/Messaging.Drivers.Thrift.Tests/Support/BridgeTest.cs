using Messaging.DriverContract;
using Messaging.Drivers.Rabbit;

namespace Messaging.Drivers.Thrift.Tests.Support;

/// <summary>A test with a topic beside its Thrift port: in memory, or on a real broker.</summary>
public abstract class BridgeTest : ThriftTest
{
    private readonly TestBroker _broker;

    protected BridgeTest(TestBroker broker)
    {
        _broker = broker;
        RabbitDriver.Register(Drivers);
    }

    /// <summary>The topic of the test, which no other has on the shared broker.</summary>
    protected string Topic { get; } = $"tester-{Guid.NewGuid():N}";

    private string Memory { get; } = $"memory://{Guid.NewGuid():N}";

    /// <summary>A transport with topics: <c>memory</c> or <c>rabbit</c>.</summary>
    protected Task<Transport> OpenTopicsAsync(string kind, Action<TransportOptions>? configure = null) =>
        OpenAsync(kind == "memory" ? Memory : _broker.Url, configure: options =>
        {
            options.DriverOptions = null;
            configure?.Invoke(options);
        });

    /// <summary>Serves the topic of the test. One call at a time: what a client sent first is done first.</summary>
    protected async Task<RpcServer> ServeTopicAsync(string kind, object endpoint)
    {
        var options = new RpcServerOptions { Dispatch = DispatchPolicy.Ordered() };
        var server = Own(new RpcServer(await OpenTopicsAsync(kind), new Target { Topic = Topic, Server = "one" }, options, endpoint));
        await server.StartAsync().WithinLimit();
        return server;
    }

    /// <summary>A client of the topic of the test.</summary>
    protected async Task<RpcClient> TopicClientAsync(string kind, TimeSpan? timeout = null) =>
        new(await OpenTopicsAsync(kind), new Target { Topic = Topic }, new RpcClientOptions { Timeout = timeout ?? WaitLimit.Default });
}
