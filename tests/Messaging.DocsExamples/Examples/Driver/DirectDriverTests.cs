using Messaging.Drivers;

namespace Messaging.DocsExamples.Examples.Driver;

public sealed class DirectDriverTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Calls_casts_and_their_errors()
    {
        // <driver-use>
        var drivers = new DriverRegistry();                     // or DriverRegistry.Default, for the whole process
        drivers.Register(new DirectDriverFactory());
        await using var transport = await Transport.OpenAsync("direct://", new TransportOptions { Drivers = drivers });
        // </driver-use>

        var inventory = new Inventory();
        var client = new RpcClient(transport, new Target { Topic = "inventory" }).With(timeout: Soon);
        await Assert.ThrowsAsync<NoServerException>(() => client.CallAsync<int>("count"));

        await using var server = new RpcServer(transport, new Target { Topic = "inventory", Server = "s1" }, inventory);
        await server.StartAsync();
        await Parallel.ForAsync(0, 500, async (i, token) => Assert.Equal(new Item($"{i}", 12), await client.CallAsync<Item>("find", new { name = $"{i}" }, token)));
        await client.CastAsync("restock", new { name = "bolt", amount = 1 });
        await inventory.Restocked.Task.WaitAsync(Soon);
        await Assert.ThrowsAsync<MethodNotFoundException>(() => client.CallAsync<int>("nothing"));
        await Assert.ThrowsAsync<CallTimeoutException>(() => client.With(timeout: TimeSpan.FromMilliseconds(50)).CallAsync<int>("audit", new { minutes = 9 }));

        using var stop = new CancellationTokenSource();
        var audit = client.CallAsync<int>("audit", new { minutes = 9 }, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => audit);
    }

    [Fact]
    public async Task Fanouts_and_requeues()
    {
        var drivers = new DriverRegistry();
        drivers.Register(new DirectDriverFactory());
        await using var transport = await Transport.OpenAsync("direct://", new TransportOptions { Drivers = drivers });
        var ledger = new Ledger();
        var inventories = new[] { new Inventory(), new Inventory() };
        await using var s1 = new RpcServer(transport, new Target { Topic = "t", Server = "s1" }, inventories[0]);
        await using var s2 = new RpcServer(transport, new Target { Topic = "t", Server = "s2" }, inventories[1]);
        await using var s3 = new RpcServer(transport, new Target { Topic = "ledger", Server = "s3" }, new RpcServerOptions { RedeliverFailedCasts = true }, ledger);
        await s1.StartAsync();
        await s2.StartAsync();
        await s3.StartAsync();

        await new RpcClient(transport, new Target { Topic = "t", Fanout = true }).CastAsync("restock", new { name = "bolt", amount = 1 });
        await inventories[0].Restocked.Task.WaitAsync(Soon);
        await inventories[1].Restocked.Task.WaitAsync(Soon);

        await new RpcClient(transport, new Target { Topic = "ledger" }).CastAsync("book", new { amount = 1 });
        await ledger.Booked.Task.WaitAsync(Soon);
        Assert.Equal(2, ledger.Attempts);
    }

    [Fact]
    public async Task A_driver_without_notifications_says_so()
    {
        var drivers = new DriverRegistry();
        drivers.Register(new DirectDriverFactory());
        await using var transport = await Transport.OpenAsync("direct://", new TransportOptions { Drivers = drivers });

        var error = Assert.Throws<NotSupportedException>(() => new Notifier(transport));
        Assert.Contains("'direct'", error.Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => new NotificationListener(transport, "notifications", new object()));
        Assert.True(new Notifier(transport, new NotifierOptions { Drivers = [NotifierDriver.Log] }).IsEnabled);
    }
}
