using Messaging.TestKit;

namespace Messaging.Drivers.Amqp1.Tests.OnBroker;

/// <summary>A broker that takes no messages for a while.</summary>
[NeedsBroker(From = "4.0")]
public sealed class AlarmTests
{
    [Fact]
    public async Task What_is_sent_during_an_alarm_waits_within_its_time_and_is_told_why()
    {
        var token = TestContext.Current.CancellationToken;
        await using var broker = await RabbitBroker.LaunchAsync();
        var drivers = new DriverRegistry();
        Amqp1Driver.Register(drivers);
        await using var transport = await Transport.OpenAsync(
            $"amqp1://guest:guest@127.0.0.1:{broker.Port}/", new TransportOptions { Drivers = drivers });
        var noted = new Journal<string>();
        await using var server = new RpcServer(transport, new Target { Topic = "alarm", Server = "one" }, new RpcServerOptions(), new Noter(noted));
        await server.StartAsync(token);
        var client = new RpcClient(transport, new Target { Topic = "alarm" });
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, token));

        await broker.RunCtlAsync("set_vm_memory_high_watermark", "0.0000001");
        var hasty = client.With(timeout: TimeSpan.FromSeconds(1));
        var late = await Assert.ThrowsAsync<CallTimeoutException>(() => hasty.CallAsync(null, "note", new { text = "call" }, token));
        Assert.Contains("has not accepted it", late.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<DeliveryException>(() => hasty.CastAsync(null, "note", new { text = "cast" }, token));
        var patient = client.CastAsync(null, "note", new { text = "patient" }, token);
        await broker.RunCtlAsync("set_vm_memory_high_watermark", "0.6");

        await patient;
        await noted.WaitForAsync(entry => entry == "patient", "patient");
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, token));
    }
}
