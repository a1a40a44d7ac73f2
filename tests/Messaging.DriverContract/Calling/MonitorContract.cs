namespace Messaging.DriverContract;

/// <summary>A caller that asks for signs of life notices a dead server before its timeout, and waits for a living one.</summary>
public abstract class MonitorContract(IDriverFixture fixture) : ContractTests(fixture)
{
    [ContractFact]
    public async Task A_server_that_is_silent_for_too_long_fails_the_call_before_its_timeout()
    {
        var clock = StopTime();
        var server = await ServeRawAsync();
        var client = await ClientAsync(new RpcClientOptions { CallMonitorTimeout = TimeSpan.FromSeconds(2) });

        var call = client.CallAsync(null, "silent");
        var request = await server.WaitForAsync("silent");
        clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(call.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.2));

        var error = await Assert.ThrowsAsync<CallTimeoutException>(() => call.WithinLimit());
        Assert.Equal(TimeSpan.FromSeconds(2), error.Timeout);
        Assert.Contains("keep-alive", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, request.Content["_timeout"].GetDouble());
    }

    [ContractFact]
    public async Task Signs_of_life_put_off_the_monitor_but_never_the_timeout()
    {
        var clock = StopTime();
        var server = await ServeRawAsync();
        var client = await ClientAsync(new RpcClientOptions { CallMonitorTimeout = TimeSpan.FromSeconds(4), Timeout = TimeSpan.FromSeconds(10) });

        var call = client.CallAsync(null, "busy");
        var request = await server.WaitForAsync("busy");
        for (var i = 0; i < 3; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(3));
            await request.BeatAsync();

            // The reply to another call, behind the sign of life, says that it has come.
            var marker = client.CallAsync<int>(null, $"marker{i}");
            await (await server.WaitForAsync($"marker{i}")).AnswerAsync("1");
            await marker.WithinLimit();
            Assert.False(call.IsCompleted);
        }

        clock.Advance(TimeSpan.FromSeconds(1.1));
        var error = await Assert.ThrowsAsync<CallTimeoutException>(() => call.WithinLimit());
        Assert.Equal(TimeSpan.FromSeconds(10), error.Timeout);
    }

    [ContractFact]
    public async Task A_server_shows_that_it_lives_while_a_method_runs()
    {
        var clock = StopTime();
        var point = new SyncPoint();
        await ServeAsync(Handler.Parks("busy", point), Handler.Echo);
        var client = await ClientAsync();

        var busy = client.With(callMonitorTimeout: TimeSpan.FromSeconds(4)).CallAsync<string>(null, "busy");
        await point.WaitUntilParkedAsync();
        for (var beats = 1; beats <= 3; beats++)
        {
            clock.Advance(TimeSpan.FromSeconds(2.1));
            await HeartbeatsAsync(beats);

            // The reply to another call, behind the sign of life, says that it has come.
            Assert.Equal(beats, await client.CallAsync<int>(null, "echo", new { value = beats }).WithinLimit());
            Assert.False(busy.IsCompleted);
        }

        point.Release();
        Assert.Equal("done", await busy.WithinLimit());
    }

    [ContractFact]
    public async Task Nobody_gets_signs_of_life_who_did_not_ask()
    {
        var server = await ServeRawAsync();
        var client = await ClientAsync();

        var call = client.CallAsync<int>(null, "plain");
        var request = await server.WaitForAsync("plain");
        await request.AnswerAsync("1");

        Assert.Equal(System.Text.Json.JsonValueKind.Null, request.Content["_timeout"].Kind);
        Assert.Equal(1, await call.WithinLimit());
    }

    [ContractFact]
    public async Task A_monitor_shorter_than_servers_can_serve_is_refused()
    {
        var client = await ClientAsync();

        Assert.Throws<ArgumentOutOfRangeException>(() => client.With(callMonitorTimeout: TimeSpan.FromSeconds(1.9)));
    }

    private Task HeartbeatsAsync(int count) =>
        Log.WaitForAsync(_ => Log.Entries.Count(entry => entry.EventId.Name == "HeartbeatSent") >= count);
}
