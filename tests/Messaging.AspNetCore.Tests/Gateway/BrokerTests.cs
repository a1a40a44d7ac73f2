using Messaging.AspNetCore.Tests.Support;
using Messaging.Drivers;
using Messaging.Drivers.Rabbit;
using Messaging.Drivers.ZeroMq;

namespace Messaging.AspNetCore.Tests.Gateway;

/// <summary>A gateway before real brokers and peers.</summary>
[Collection("load")]
public sealed class BrokerTests(TestBroker broker)
{
    private static readonly DriverRegistry Drivers = Create();

    [Fact]
    public async Task A_topic_on_RabbitMQ_is_called_over_HTTP()
    {
        await using var world = await World.StartAsync(ListCalcOf("calc"), broker.Url, options: new TransportOptions { Drivers = Drivers });

        Assert.Equal("3", await world.Gateway.PostAsync("/rpc/calc/add", """{"a": 1, "b": 2}""").ResultAsync());
        await world.Gateway.PostAsync("/rpc/calc/fail", "{}").ProblemAsync(500);
        await world.Gateway.PostAsync("/rpc/nobody-serves-this/add", "{}").ProblemAsync(503);
        using var gone = new CancellationTokenSource();
        var call = world.Gateway.PostAsync("/rpc/calc/wait", "{}", "application/json", gone.Token);
        await world.Calculator.Waiting.WaitAsync(WaitLimit.Default);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await world.Calculator.Cancelled.WaitAsync(WaitLimit.Default);
    }

    [Fact]
    public async Task A_broker_that_refuses_the_gateway_is_503()
    {
        var url = broker.Url.Replace("guest:guest@", "guest:wrong@", StringComparison.Ordinal);
        Assert.NotEqual(broker.Url, url);
        await using var transport = Transport.Create(url, new TransportOptions { Drivers = Drivers });
        await using var gateway = await GatewayHost.StartAsync(transport, World.ListAll);

        var problem = await gateway.PostAsync("/rpc/calc/add", "{}").ProblemAsync(503);

        Assert.Equal("urn:messaging:unavailable", problem.Text("type"));
        Assert.DoesNotContain("guest", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_topic_on_ZeroMQ_is_called_over_HTTP()
    {
        await using var world = await World.StartAsync(
            ListCalcOf("calc"), $"zmq://127.0.0.1:{FreePorts.Next()}/?grace=60", options: new TransportOptions { Drivers = Drivers });

        Assert.Equal("3", await world.Gateway.PostAsync("/rpc/calc/add", """{"a": 1, "b": 2}""").ResultAsync());
        await world.Gateway.PostAsync("/rpc/calc/fail", "{}").ProblemAsync(500);
    }

    private static Action<RpcGatewayOptions> ListCalcOf(string topic) => options =>
    {
        options.Topic(topic, listed => listed.Methods("add", "fail", "wait"));
        options.Topic("nobody-serves-this", listed => listed.Methods("add"));
    };

    private static DriverRegistry Create()
    {
        var drivers = new DriverRegistry();
        RabbitDriver.Register(drivers);
        ZeroMqDriver.Register(drivers);
        return drivers;
    }
}
