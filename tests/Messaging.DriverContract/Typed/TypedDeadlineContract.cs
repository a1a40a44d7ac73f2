namespace Messaging.DriverContract;

/// <summary>Of the times that a contract, its member, the client, some calls and the call that is being served give, the shortest counts.</summary>
public abstract class TypedDeadlineContract(IDriverFixture fixture) : ContractTests(fixture)
{
    private readonly SyncPoint _parked = new();

    [ContractFact]
    public async Task The_shortest_of_all_limits_counts_and_the_server_sees_it()
    {
        StopTime();
        var client = await OpenAsync();
        var clock = client.As<IClock>();

        Assert.Equal(40, await clock.LeftAsync());
        Assert.Equal(30, await clock.LessAsync());
        Assert.Equal(40, await clock.MoreAsync());
        Assert.Equal(25, await client.With(timeout: TimeSpan.FromSeconds(25)).As<IClock>().LessAsync());
        Assert.Equal(30, await client.With(timeout: TimeSpan.FromSeconds(50)).As<IClock>().LessAsync());
        Assert.Equal(5, await clock.With(timeout: TimeSpan.FromSeconds(5)).LessAsync());
        Assert.Equal(30, await clock.With(timeout: Timeout.InfiniteTimeSpan).LessAsync());
        Assert.Equal(5, await clock.With(timeout: TimeSpan.FromSeconds(5)).With(timeout: TimeSpan.FromSeconds(9)).LessAsync());
    }

    [ContractFact]
    public async Task A_call_made_while_serving_one_has_no_more_time_than_that_one_has_left()
    {
        var time = StopTime();
        var clock = (await OpenAsync()).As<IClock>();

        var call = clock.OuterAsync();
        await _parked.WaitUntilParkedAsync();
        time.Advance(TimeSpan.FromSeconds(4));
        _parked.Release();

        var left = await call.WithinLimit();
        Assert.Equal([16, 1], left);
    }

    private async Task<RpcClient> OpenAsync()
    {
        var inner = new RpcClient(await ServerSideAsync(), new Target { Topic = Topic }).As<IClock>();
        await ServeAsync(RpcEndpoint.For<IClock>(new Clock(inner, _parked)));
        return await ClientAsync();
    }
}
