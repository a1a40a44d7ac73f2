namespace Messaging.DriverContract;

/// <summary>A call that gets no answer ends at its timeout, and what comes afterwards disturbs nobody.</summary>
public abstract class TimeoutContract(IDriverFixture fixture) : ContractTests(fixture)
{
    [ContractFact]
    public async Task A_call_without_an_answer_ends_at_its_timeout_and_says_what_is_known()
    {
        await ServeRawAsync();
        var client = await ClientAsync();

        var error = await Assert.ThrowsAsync<CallTimeoutException>(() => client.With(timeout: TimeSpan.FromMilliseconds(200)).CallAsync(null, "never"));

        Assert.Equal(TimeSpan.FromMilliseconds(200), error.Timeout);
        Assert.Equal("never", error.Method);
        Assert.Equal(Topic, error.Target.Topic);
        Assert.True(error.IsTransient);
        Assert.Contains("'never'", error.Message, StringComparison.Ordinal);
        Assert.Contains("0.2 s", error.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task A_method_that_calls_its_own_server_which_is_busy_with_it_is_told_so()
    {
        var client = await ClientAsync();
        await ServeAsync("alone", new RpcServerOptions { Dispatch = DispatchPolicy.Ordered() }, Handler.Echo, Handler.Runs("outer", async _ =>
        {
            var error = await Assert.ThrowsAsync<CallTimeoutException>(
                () => client.With(timeout: TimeSpan.FromMilliseconds(300)).CallAsync(null, "echo", new { value = 1 }));
            return error.Message;
        }));

        var message = await client.CallAsync<string>(null, "outer").WithinLimit();

        Assert.Contains("'alone' in this process is busy: it runs 1 method", message, StringComparison.Ordinal);
        Assert.Contains("made by one of them", message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task A_call_to_a_server_of_this_process_that_is_busy_is_told_so()
    {
        var (one, two) = (new SyncPoint(), new SyncPoint());
        await ServeAsync("two", new RpcServerOptions { Dispatch = DispatchPolicy.Concurrent(2) }, Handler.Parks("one", one), Handler.Parks("two", two), Handler.Echo);
        var client = await ClientAsync();

        var parked = new[] { client.CallAsync<string>(null, "one"), client.CallAsync<string>(null, "two") };
        await Task.WhenAll(one.WaitUntilParkedAsync(), two.WaitUntilParkedAsync());
        var error = await Assert.ThrowsAsync<CallTimeoutException>(
            () => client.With(timeout: TimeSpan.FromMilliseconds(500)).CallAsync(null, "echo", new { value = 1 }));
        one.Release();
        two.Release();

        Assert.Contains("'two' in this process is busy: it runs 2 methods", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("made by one of them", error.Message, StringComparison.Ordinal);
        await Task.WhenAll(parked).WithinLimit();
    }

    [ContractFact]
    public async Task A_call_ends_not_before_its_timeout()
    {
        var clock = StopTime();
        var server = await ServeRawAsync();
        var client = await ClientAsync(new RpcClientOptions { Timeout = TimeSpan.FromSeconds(10) });

        var call = client.CallAsync(null, "never");
        await server.WaitForAsync("never");
        clock.Advance(TimeSpan.FromSeconds(9.99));
        Assert.False(call.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.03));

        var error = await Assert.ThrowsAsync<CallTimeoutException>(() => call.WithinLimit());
        Assert.Equal(TimeSpan.FromSeconds(10), error.Timeout);
    }

    [ContractFact]
    public async Task A_topic_whose_server_stopped_keeps_calls_until_they_time_out()
    {
        var stopped = await ServeAsync(Handler.Echo);
        await stopped.StopAsync().WithinLimit();
        var client = await ClientAsync(new RpcClientOptions { Timeout = TimeSpan.FromMilliseconds(200) });

        var error = await Assert.ThrowsAsync<CallTimeoutException>(() => client.CallAsync(null, "echo", new { value = 1 }));

        Assert.NotNull(error.Diagnosis);
    }

    [ContractFact]
    public async Task A_late_answer_is_dropped_and_the_next_calls_are_fine()
    {
        var clock = StopTime();
        var server = await ServeRawAsync();
        var client = await ClientAsync();
        var abandoned = client.With(timeout: TimeSpan.FromSeconds(20)).CallAsync(null, "late");
        var late = await server.WaitForAsync("late");
        clock.Advance(TimeSpan.FromSeconds(21));
        await Assert.ThrowsAsync<CallTimeoutException>(() => abandoned.WithinLimit());

        var next = client.CallAsync<string>(null, "next");
        var request = await server.WaitForAsync("next");
        await late.AnswerAsync("\"late\"");
        await request.AnswerAsync("\"in time\"");

        Assert.Equal("in time", await next.WithinLimit());
    }

    [ContractFact]
    public async Task A_late_answer_of_a_real_server_is_dropped_too()
    {
        var clock = StopTime();
        var point = new SyncPoint();
        await ServeAsync(Handler.Parks("slow", point), Handler.Echo);
        var client = await ClientAsync();

        var slow = client.With(timeout: TimeSpan.FromSeconds(1)).CallAsync(null, "slow");
        await point.WaitUntilParkedAsync();
        clock.Advance(TimeSpan.FromSeconds(1.1));
        await Assert.ThrowsAsync<CallTimeoutException>(() => slow.WithinLimit());
        point.Release();

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(i, await client.CallAsync<int>(null, "echo", new { value = i }).WithinLimit());
        }
    }

    [ContractFact]
    public async Task A_second_answer_and_the_answer_to_a_foreign_call_are_dropped()
    {
        var server = await ServeRawAsync();
        var client = await ClientAsync();

        var first = client.CallAsync<int>(null, "first");
        var request = await server.WaitForAsync("first");
        await request.ReplyAsync("7", ending: true, messageId: Guid.NewGuid().ToString("N"));
        await request.ReplyAsync("8", ending: true, messageId: "of another form");
        await request.AnswerAsync("1");
        await request.AnswerAsync("2");
        await request.BeatAsync();
        var second = client.CallAsync<int>(null, "second");
        await (await server.WaitForAsync("second")).AnswerAsync("3");

        Assert.Equal(1, await first.WithinLimit());
        Assert.Equal(3, await second.WithinLimit());
    }

    [ContractFact]
    public async Task An_answer_in_two_parts_is_read_as_servers_before_2015_send_it()
    {
        var server = await ServeRawAsync();
        var client = await ClientAsync();

        var call = client.CallAsync<int>(null, "old");
        var request = await server.WaitForAsync("old");
        await request.ReplyAsync("5", ending: false);
        await request.ReplyAsync("null", ending: true);

        Assert.Equal(5, await call.WithinLimit());
    }

    [ContractFact]
    public async Task A_timeout_that_is_no_time_is_refused()
    {
        var client = await ClientAsync();

        Assert.Throws<ArgumentOutOfRangeException>(() => client.With(timeout: TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => client.With(timeout: TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => client.With(timeout: TimeSpan.FromDays(25)));
        await ServeAsync(Handler.Echo);
        Assert.Equal(1, await client.With(timeout: Timeout.InfiniteTimeSpan).CallAsync<int>(null, "echo", new { value = 1 }));
        Assert.Equal(1, await client.With(timeout: TimeSpan.FromDays(24)).CallAsync<int>(null, "echo", new { value = 1 }));
    }
}
