using System.Globalization;
using Messaging.DriverContract;
using Messaging.Drivers.Thrift.Tests.Contracts;
using Messaging.Drivers.Thrift.Tests.Support;
using Messaging.Thrift;
using Thrift;
using Thrift.Processor;
using IShop = Messaging.Drivers.Thrift.Tests.Contracts.IShop;
using Made = GeneratedShop;

namespace Messaging.Drivers.Thrift.Tests.GeneratedCode;

/// <summary>Code of the Thrift compiler: its processors run on our servers, its clients call over our transports.</summary>
public sealed class GeneratedCodeTests(TestBroker broker) : BridgeTest(broker)
{
    private static readonly ThriftService Service = ThriftService.Load(PeerPrograms.PathOf(Path.Combine("thrift", "shop.thrift")));

    private static ThriftOptions Options => new() { Services = { ["shop"] = Service }, Grace = WaitLimit.Default };

    [Theory]
    [InlineData("memory")]
    [InlineData("rabbit")]
    public async Task A_generated_client_calls_a_generated_processor_on_a_topic(string kind)
    {
        await ServeTopicAsync(kind, ThriftEndpoint.For(Service, ProcessorOf(new GeneratedHandler("one"))));
        var client = new Made.Shop.Client(ThriftProtocol.Over(Service, await TopicClientAsync(kind)));

        await GeneratedClients.HoldAsync(client);
        await GeneratedClients.FailAsync(client);
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("rabbit")]
    public async Task Processors_on_a_topic_compete_for_the_calls(string kind)
    {
        GeneratedHandler[] handlers = [new("one"), new("two")];
        foreach (var handler in handlers)
        {
            await ServeTopicAsync(kind, ThriftEndpoint.For(Service, ProcessorOf(handler)));
        }

        var topic = await TopicClientAsync(kind);
        var calls = Enumerable.Range(0, 40).Select(async i => Assert.Equal(
            i + 1, await new Made.Shop.Client(ThriftProtocol.Over(Service, topic)).add(i, 1, TestContext.Current.CancellationToken)));
        await Task.WhenAll(calls).WithinLimit();

        Assert.Equal(40, handlers.Sum(handler => handler.Calls));
        Assert.All(handlers, handler => Assert.NotEqual(0, handler.Calls));
    }

    [Fact]
    public async Task A_generated_processor_runs_on_our_Thrift_server_for_Pythons_clients()
    {
        var server = Own(RpcServer.Create(
            await OpenAsync(Url, Options), new Target { Topic = "shop", Server = "one" }, [ThriftEndpoint.For(Service, ProcessorOf(new Defaults()))],
            new RpcServerOptions { Dispatch = DispatchPolicy.Ordered() }));
        await server.StartAsync().WithinLimit();

        var result = await PythonPeer.RunAsync("thrift_shop.py", "call", Port.ToString(CultureInfo.InvariantCulture));

        Assert.True(result.ExitCode == 0, $"{Assert.Single(result.Lines)}\n{result.Error}");
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("rabbit")]
    public async Task A_generated_client_calls_what_serves_a_contract(string kind)
    {
        await ServeTopicAsync(kind, RpcEndpoint.For<IShop>(new Shop()));

        await GeneratedClients.HoldAsync(new Made.Shop.Client(ThriftProtocol.Over(ThriftService.For<IShop>(), await TopicClientAsync(kind))));
    }

    [Fact]
    public async Task A_contract_calls_a_generated_processor_on_a_topic()
    {
        // By the contract's service, whose names the topic has then.
        await ServeTopicAsync("memory", ThriftEndpoint.For(ThriftService.For<IShop>(), ProcessorOf(new GeneratedHandler("one"))));

        await ShopConversation.HoldAsync((await TopicClientAsync("memory")).As<IShop>(), nothing: "nothing");
    }

    [Fact]
    public async Task A_generated_client_gets_our_own_errors_as_they_are()
    {
        var topic = await TopicClientAsync("memory", TimeSpan.FromSeconds(5));
        var client = new Made.Shop.Client(ThriftProtocol.Over(Service, topic));

        await Assert.ThrowsAsync<NoServerException>(() => client.add(1, 2, TestContext.Current.CancellationToken));
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.add(1, 2, gone.Token));

        // The message of a call that failed is not sent with the next.
        await ServeTopicAsync("memory", ThriftEndpoint.For(Service, ProcessorOf(new GeneratedHandler("one"))));
        await GeneratedClients.HoldAsync(client);
    }

    [Fact]
    public async Task A_method_that_the_other_side_does_not_have_is_an_unknown_method()
    {
        var other = ThriftService.Parse("service Other { void nothing() i32 add(1: i32 a, 2: i32 b) }");
        await ServeTopicAsync("memory", ThriftEndpoint.For(other, ProcessorOf(new GeneratedHandler("one"))));
        var topic = await TopicClientAsync("memory");

        await Assert.ThrowsAsync<MethodNotFoundException>(() => topic.CallAsync("nothing"));
        var atServer = await Assert.ThrowsAsync<TApplicationException>(() =>
            new Made.Shop.Client(ThriftProtocol.Over(Service, topic)).describe("x", "y", TestContext.Current.CancellationToken));
        var atClient = await Assert.ThrowsAsync<TApplicationException>(() =>
            new Made.Shop.Client(ThriftProtocol.Over(other, topic)).describe("x", "y", TestContext.Current.CancellationToken));

        Assert.Equal(TApplicationException.ExceptionType.UnknownMethod, atServer.Type);
        Assert.Equal(TApplicationException.ExceptionType.UnknownMethod, atClient.Type);
    }

    [Fact]
    public async Task A_caller_without_generated_code_sees_names_and_values()
    {
        await ServeTopicAsync("memory", ThriftEndpoint.For(Service, ProcessorOf(new GeneratedHandler("one"))));
        var topic = await TopicClientAsync("memory");

        var item = await topic.CallAsync("get_item", new { name = "table" });
        var empty = await Assert.ThrowsAsync<RemoteException>(() => topic.CallAsync("order", new { name = "chair", count = 4 }));
        var unfit = await Assert.ThrowsAsync<InvalidArgumentsException>(() => topic.CallAsync("add", new { a = 1, b = 1L << 40 }));

        Assert.Equal(("table", "light_blue"), (item["name"].ToString(), item["colour"].ToString()));
        Assert.Equal(("OutOfStock", 3), (empty.TypeName, empty.KeywordArguments["left"].GetInt32()));
        Assert.Contains("does not fit", unfit.Message, StringComparison.Ordinal);
    }

    private static ITAsyncProcessor ProcessorOf(Made.Shop.IAsync handler) => new Made.Shop.AsyncProcessor(handler);

    /// <summary>Python's client leaves an argument out that generated C# code then has as 0: it asks for the default of a contract.</summary>
    private sealed class Defaults() : GeneratedHandler("one")
    {
        public override Task<int> add(int a, int b, CancellationToken cancellationToken = default) => Task.FromResult(a + (b == 0 ? 10 : b));
    }
}
