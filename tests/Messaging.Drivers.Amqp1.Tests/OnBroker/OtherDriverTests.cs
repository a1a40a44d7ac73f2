using System.Text.Json;
using Messaging.Drivers.Rabbit;
using Messaging.TestKit;

namespace Messaging.Drivers.Amqp1.Tests.OnBroker;

/// <summary>Who uses AMQP 0-9-1 on the same broker: our <c>rabbit://</c>, and Python's driver of that name.</summary>
[NeedsBroker(From = "4.0")]
public sealed class OtherDriverTests(ContractBroker broker)
{
    private readonly string _topic = "other-" + Guid.NewGuid().ToString("N");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Our_rabbit_driver_calls_casts_and_fans_out_to_us()
    {
        await using var serving = await OpenAsync(broker.Url);
        await using var calling = await OpenAsync(broker.Rabbit.Url);
        await AnswersAsync(serving, calling);
    }

    [Fact]
    public async Task We_call_cast_and_fan_out_to_our_rabbit_driver()
    {
        await using var serving = await OpenAsync(broker.Rabbit.Url);
        await using var calling = await OpenAsync(broker.Url);
        await AnswersAsync(serving, calling);
    }

    [Fact]
    public async Task Servers_that_answer_only_to_reply_queues_answer_the_callers_of_the_other_driver()
    {
        await using var ours = await OpenAsync(broker.Url + "?only_reply_queues=true");
        await using var rabbit = await OpenAsync(broker.Rabbit.Url + "?only_reply_queues=true");
        await AnswersAsync(ours, rabbit);
        await AnswersAsync(rabbit, ours);
    }

    [Fact]
    public async Task A_Python_client_calls_casts_and_fans_out_to_us()
    {
        await using var serving = await OpenAsync(broker.Url);
        var noted = new Journal<string>();
        await using var server = await ServeAsync(serving, noted);

        Assert.Equal("3", (await CallPeerAsync("call", "add", """{"a": 1, "b": 2}""")).GetProperty("result").GetRawText());
        await CallPeerAsync("cast", "note", """{"text": "cast"}""");
        await CallPeerAsync("fanout", "note", """{"text": "fanout"}""");
        await noted.WaitForAsync(entry => entry == "cast", "cast");
        await noted.WaitForAsync(entry => entry == "fanout", "fanout");
    }

    [Fact]
    public async Task We_call_a_Python_server()
    {
        await using var peer = PythonPeer.Start("oslo_server.py", "--url", PeerUrl, "--topic", _topic, "--server", "py1");
        await peer.WaitForReadyAsync();
        await using var calling = await OpenAsync(broker.Url);
        var client = new RpcClient(calling, new Target { Topic = _topic });

        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        Assert.Equal(3, await client.With(server: "py1").CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        await Assert.ThrowsAsync<NoServerException>(() => client.With(server: "py2").CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
    }

    private string PeerUrl => $"rabbit://guest:guest@127.0.0.1:{broker.Port}//";

    private static Task<Transport> OpenAsync(string url)
    {
        var drivers = new DriverRegistry();
        RabbitDriver.Register(drivers);
        Amqp1Driver.Register(drivers);
        return Transport.OpenAsync(url, new TransportOptions { Drivers = drivers });
    }

    private async Task AnswersAsync(Transport serving, Transport calling)
    {
        var noted = new Journal<string>();
        await using var server = await ServeAsync(serving, noted);
        var client = new RpcClient(calling, new Target { Topic = _topic });

        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        Assert.Equal(3, await client.With(server: "one").CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        var error = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync<int>(null, "fail", cancellationToken: Token));
        Assert.Contains("on purpose", error.Message, StringComparison.Ordinal);
        await client.CastAsync(null, "note", new { text = "cast" }, Token);
        await client.With(fanout: true).CastAsync(null, "note", new { text = "fanout" }, Token);
        await noted.WaitForAsync(entry => entry == "cast", "cast");
        await noted.WaitForAsync(entry => entry == "fanout", "fanout");
    }

    private async Task<RpcServer> ServeAsync(Transport transport, Journal<string> noted)
    {
        var server = new RpcServer(transport, new Target { Topic = _topic, Server = "one" }, new RpcServerOptions(), new Noter(noted));
        await server.StartAsync(Token);
        return server;
    }

    private async Task<JsonElement> CallPeerAsync(string kind, string method, string arguments)
    {
        var result = await PythonPeer.RunAsync("oslo_client.py", kind, method, "--url", PeerUrl, "--topic", _topic, "--args", arguments);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Lines.Single(line => line.TryGetProperty("ok", out _));
    }
}
