namespace Messaging.DriverContract;

/// <summary>Methods that block the threads they run on hold up neither one another, nor other servers, nor the library.</summary>
public abstract class BlockingContract(IDriverFixture fixture) : ContractTests(fixture)
{
    private const int Crowd = 64;

    // A call that has to wait until the platform lends it a thread, of which it makes one or two a second, does not end in time.
    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(10);

    [ContractTheory]
    [InlineData("at once")]
    [InlineData("before its first await")]
    [InlineData("after an await")]
    public async Task As_many_methods_as_may_run_block_at_a_time_and_the_neighbour_is_answered(string when)
    {
        using var crowd = new BlockedCrowd(Crowd);
        await ServeAsync("blocks", new RpcServerOptions(), Blocking(when, crowd));
        await ServeAsync("neighbour", new RpcServerOptions(), Handler.Echo);
        var client = await ClientAsync(new RpcClientOptions { Timeout = InTime });

        var calls = Enumerable.Range(0, Crowd).Select(_ => client.With(server: "blocks").CallAsync<bool>(null, "block")).ToArray();
        await crowd.WhenAllAreInAsync().WaitAsync(InTime);
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(i, await client.With(server: "neighbour").CallAsync<int>(null, "echo", new { value = i }));
        }

        crowd.Release();
        Assert.All(await Task.WhenAll(calls).WithinLimit(), Assert.True);
    }

    [ContractFact]
    public async Task Methods_that_call_and_block_until_the_answer_comes_get_it()
    {
        await ServeAsync("neighbour", new RpcServerOptions(), Handler.Echo);
        var client = await ClientAsync(new RpcClientOptions { Timeout = InTime });
        await ServeAsync("blocks", new RpcServerOptions(), Handler.Returns(
            "relay",
            call => client.With(server: "neighbour").CallAsync<int>(null, "echo", new { value = call.Argument<int>("n") })
                .GetAwaiter().GetResult(),
            "n"));

        var calls = Enumerable.Range(0, Crowd).Select(i => client.With(server: "blocks").CallAsync<int>(null, "relay", new { n = i }));

        Assert.Equal(Enumerable.Range(0, Crowd), await Task.WhenAll(calls).WithinLimit());
    }

    [ContractFact]
    public async Task A_server_shows_that_it_lives_while_its_methods_block()
    {
        using var crowd = new BlockedCrowd(Crowd);
        await ServeAsync("blocks", new RpcServerOptions(), Blocking("at once", crowd));
        var client = await ClientAsync();

        var calls = Enumerable.Range(0, Crowd)
            .Select(_ => client.With(server: "blocks", callMonitorTimeout: TimeSpan.FromSeconds(2)).CallAsync<bool>(null, "block"))
            .ToArray();
        await Log.WaitForAsync(_ => Log.Entries.Count(entry => entry.EventId.Name == "HeartbeatSent") >= 3 * Crowd);

        Assert.DoesNotContain(calls, call => call.IsCompleted);
        crowd.Release();
        Assert.All(await Task.WhenAll(calls).WithinLimit(), Assert.True);
    }

    private static RpcMethod Blocking(string when, BlockedCrowd crowd) => when switch
    {
        "at once" => Handler.Returns("block", _ => crowd.Join()),
        "before its first await" => Handler.Runs("block", async _ =>
        {
            var released = crowd.Join();
            await Task.Yield();
            return released;
        }),
        _ => Handler.Runs("block", async _ =>
        {
            await Task.Yield();
            return crowd.Join();
        }),
    };
}
