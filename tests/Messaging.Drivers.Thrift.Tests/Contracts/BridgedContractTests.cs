using System.Globalization;
using Messaging.DriverContract;
using Messaging.Drivers.Thrift.Tests.Support;
using Messaging.Thrift;

namespace Messaging.Drivers.Thrift.Tests.Contracts;

/// <summary>A contract on a topic, with Thrift on the other side of a bridge: its exceptions keep their types and their fields.</summary>
public sealed class BridgedContractTests(TestBroker broker) : BridgeTest(broker)
{
    private const string Program = "thrift_shop.py";

    private static readonly ThriftService Service = ThriftService.For<IShop>();

    private static ThriftOptions Options => new() { Services = { ["shop"] = Service }, Grace = WaitLimit.Default };

    [Theory]
    [InlineData("memory")]
    [InlineData("rabbit")]
    public async Task Pythons_clients_call_what_serves_a_contract_on_a_topic(string kind)
    {
        await ServeTopicAsync(kind, RpcEndpoint.For<IShop>(new Shop()));
        var front = Own(RpcServer.Create(
            await OpenAsync(Url, Options), new Target { Topic = "shop", Server = "front" }, [ThriftEndpoint.Forward(Service, await TopicClientAsync(kind))],
            new RpcServerOptions { Dispatch = DispatchPolicy.Ordered() }));
        await front.StartAsync().WithinLimit();

        var result = await PythonPeer.RunAsync(Program, "call", Port.ToString(CultureInfo.InvariantCulture));

        Assert.True(result.ExitCode == 0, $"{Assert.Single(result.Lines)}\n{result.Error}");
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("rabbit")]
    public async Task A_contract_on_a_topic_calls_a_server_of_Pythons(string kind)
    {
        await using var python = PythonPeer.Start(Program, "serve");
        var port = (await python.WaitForReadyAsync()).GetProperty("port").GetInt32();
        var thrift = new RpcClient(await OpenAsync($"thrift://127.0.0.1:{port}", Options), new Target { Topic = "shop" });
        await ServeTopicAsync(kind, ThriftEndpoint.Forward(Service, thrift));

        await ShopConversation.HoldAsync((await TopicClientAsync(kind)).As<IShop>(), nothing: "None");
    }
}
