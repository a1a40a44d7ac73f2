namespace Messaging.DriverContract;

/// <summary>Nothing of the library goes on in the context or the scheduler of its caller: a caller may block the one thread of it.</summary>
public abstract class CallerContextContract(IDriverFixture fixture) : ContractTests(fixture)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    [ContractTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_caller_that_blocks_its_one_thread_gets_its_answers(bool byScheduler)
    {
        await ServeAsync("away", new RpcServerOptions(), Handler.Echo);
        var raw = await ServeRawAsync();

        var posted = await (byScheduler ? OneThread.RunInSchedulerAsync(UseEverything) : OneThread.RunInContextAsync(UseEverything))
            .WithinLimit();

        Assert.Empty(posted);
        Assert.NotEmpty(raw.Requests.Entries);
    }

    private void UseEverything()
    {
        var options = new TransportOptions { Drivers = Fixture.Drivers, DriverOptions = Fixture.DriverOptions, LoggerFactory = Log };
        var transport = Wait(Transport.OpenAsync(Fixture.Url, options));
        var client = new RpcClient(transport, new Target { Topic = Topic });
        var away = client.With(server: "away");
        Assert.Equal(1, Wait(away.CallAsync<int>(null, "echo", new { value = 1 })));
        Assert.Equal(2, Wait(away.CallAsync(null, "echo", new { value = 2 })).GetInt32());
        Wait(away.CastAsync(null, "echo", new { value = 3 }));
        Wait(client.With(fanout: true).CastAsync(null, "echo", new { value = 4 }));
        Assert.Throws<MethodNotFoundException>(() => Wait(away.CallAsync(null, "nothing")));
        Assert.Throws<CallTimeoutException>(() => Wait(client.With(server: "raw", timeout: Short).CallAsync(null, "never")));
        Assert.Throws<NoServerException>(() => Wait(client.With(topic: Topic + "-nobody").CallAsync(null, "echo")));
        using (var gaveUp = new CancellationTokenSource(Short))
        {
            Assert.ThrowsAny<OperationCanceledException>(() => Wait(client.With(server: "raw").CallAsync(null, "never", null, gaveUp.Token)));
        }

        var server = new RpcServer(transport, new Target { Topic = Topic, Server = "here" }, new RpcEndpoint([Handler.Echo]));
        Wait(server.StartAsync());
        Assert.Equal(5, Wait(client.With(server: "here").CallAsync<int>(null, "echo", new { value = 5 })));
        away.Cast(null, "echo", new { value = 6 });
        Wait(server.StopAsync());
        Wait(transport.DisposeAsync().AsTask());
    }

    private static T Wait<T>(Task<T> task) => task.WaitAsync(WaitLimit.Default / 2).GetAwaiter().GetResult();

    private static void Wait(Task task) => task.WaitAsync(WaitLimit.Default / 2).GetAwaiter().GetResult();
}
