using System.Globalization;
using Messaging.DriverContract;
using Messaging.Drivers.Thrift.Tests.Interop;
using Messaging.Drivers.Thrift.Tests.Support;
using Messaging.Thrift;

namespace Messaging.Drivers.Thrift.Tests.Bridging;

/// <summary>A Thrift service in front of a topic.</summary>
public sealed class FrontTests(TestBroker broker) : BridgeTest(broker)
{
    [Theory]
    [InlineData("memory")]
    [InlineData("rabbit")]
    public async Task Pythons_clients_call_a_topic_over_every_protocol_and_transport(string kind)
    {
        await ServeTopicAsync(kind, new TesterEndpoint());
        await StartFrontAsync(await TopicClientAsync(kind));

        var result = await PythonPeer.RunAsync("thrift_peer.py", "call", "--port", Port.ToString(CultureInfo.InvariantCulture));

        Assert.True(result.ExitCode == 0, $"{Assert.Single(result.Lines)}\n{result.Error}");
    }

    [Fact]
    public async Task Our_client_calls_a_topic_through_a_front()
    {
        await ServeTopicAsync("memory", new TesterEndpoint());
        await StartFrontAsync(await TopicClientAsync("memory"));

        await Conversation.HoldAsync(await ClientAsync(Url), "through a front");
    }

    [Fact]
    public async Task A_topic_that_nobody_serves_is_an_internal_error_that_says_so()
    {
        await StartFrontAsync(await TopicClientAsync("memory"));
        var client = await ClientAsync(Url);

        var error = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "add", new { a = 1, b = 2 }));

        Assert.Equal(("TApplicationException", 6), (error.TypeName, error.KeywordArguments["type"].GetInt32()));
        Assert.StartsWith("NoServerException: ", error.RemoteMessage, StringComparison.Ordinal);
        Assert.Contains(Topic, error.RemoteMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_topic_that_does_not_answer_in_time_is_an_internal_error_that_says_so()
    {
        var waiting = new Waiting();
        var service = ThriftService.Parse("service Waiting { string wait(1: string name) }");
        await ServeTopicAsync("memory", waiting);
        await StartFrontAsync(await TopicClientAsync("memory", TimeSpan.FromMilliseconds(50)), service);
        var client = await ClientAsync(Url, TestServices.Options(service));

        var error = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "wait", new { name = "x" }));

        Assert.Equal(6, error.KeywordArguments["type"].GetInt32());
        Assert.StartsWith("CallTimeoutException: ", error.RemoteMessage, StringComparison.Ordinal);
        waiting.Release();
    }

    [Fact]
    public async Task A_method_that_the_topic_does_not_have_is_an_unknown_method()
    {
        await ServeTopicAsync("memory", new Depths());
        await StartFrontAsync(await TopicClientAsync("memory"));
        var client = await ClientAsync(Url);

        await Assert.ThrowsAsync<MethodNotFoundException>(() => client.CallAsync(null, "add", new { a = 1, b = 2 }));
    }

    [Fact]
    public async Task A_client_that_leaves_cancels_its_call_on_the_topic()
    {
        var waiting = new Waiting();
        var service = ThriftService.Parse("service Waiting { string wait(1: string name) }");
        await ServeTopicAsync("memory", waiting);
        await StartFrontAsync(await TopicClientAsync("memory"), service);
        var client = await ClientAsync(Url, TestServices.Options(service));
        using var gone = new CancellationTokenSource();

        var call = client.CallAsync(null, "wait", new { name = "x" }, gone.Token);
        await waiting.ArrivedAsync(1).WithinLimit();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await waiting.CancelledAsync();
    }

    private async Task StartFrontAsync(RpcClient client, ThriftService? service = null)
    {
        var thrift = await OpenAsync(Url, TestServices.Options(service));
        var options = new RpcServerOptions { Dispatch = DispatchPolicy.Ordered() };
        var target = new Target { Topic = "tester", Server = "front" };
        var front = Own(RpcServer.Create(thrift, target, [ThriftEndpoint.Forward(service ?? TestServices.Tester, client)], options));
        await front.StartAsync().WithinLimit();
    }
}
