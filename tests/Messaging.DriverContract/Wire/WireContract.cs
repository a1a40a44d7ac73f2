namespace Messaging.DriverContract;

/// <summary>Requests stand on the wire as oslo.messaging writes them.</summary>
public abstract class WireContract(IDriverFixture fixture) : ContractTests(fixture)
{
    [ContractFact]
    public async Task A_call_has_the_fields_of_oslo_and_no_others()
    {
        var server = await ServeRawAsync();
        var client = (await ClientAsync()).With(@namespace: "admin", version: "2.1", callMonitorTimeout: TimeSpan.FromSeconds(4));

        var call = client.CallAsync(new RpcContext { ["user"] = "zoë", ["none"] = RpcValue.Null }, "echo", new { value = 1 });
        var request = await server.WaitForAsync("echo");
        await request.AnswerAsync("1");
        await call.WithinLimit();

        var names = request.Content.Properties.Select(property => property.Key);
        Assert.Equal(["method", "args", "namespace", "version", "_msg_id", "_reply_q", "_timeout", "_unique_id", "_context_user",
            "_context_none"], names);
        Assert.Equal(RpcValue.Parse("""{"value": 1}"""), request.Content["args"]);
        Assert.Equal(4, request.Content["_timeout"].GetInt32());
        Assert.Equal("zoë", request.Content["_context_user"].GetString());
        Assert.Matches("^[0-9a-f]{32}$", request.MessageId);
        Assert.Matches("^[0-9a-f]{32}$", request.Content["_unique_id"].GetString());
        Assert.NotEqual("", request.ReplyTo);
    }

    [ContractFact]
    public async Task What_is_not_set_is_absent_and_never_null()
    {
        var server = await ServeRawAsync();
        var client = await ClientAsync();

        var call = client.CallAsync(null, "bare");
        var request = await server.WaitForAsync("bare");
        await request.AnswerAsync("null");
        await call.WithinLimit();

        Assert.Equal(["method", "args", "_msg_id", "_reply_q", "_timeout", "_unique_id"],
            request.Content.Properties.Select(property => property.Key));
        Assert.Equal(0, request.Content["args"].Count);
    }

    [ContractFact]
    public async Task A_call_lives_as_long_as_its_caller_waits()
    {
        StopTime();
        var server = await ServeRawAsync();
        var client = await ClientAsync();

        var bounded = client.With(timeout: TimeSpan.FromSeconds(20.5)).CallAsync(null, "bounded");
        var unbounded = client.With(timeout: Timeout.InfiniteTimeSpan).CallAsync(null, "unbounded");
        var first = await server.WaitForAsync("bounded");
        var second = await server.WaitForAsync("unbounded");
        await first.AnswerAsync("1");
        await second.AnswerAsync("1");
        await Task.WhenAll(bounded, unbounded).WithinLimit();

        Assert.Equal(TimeSpan.FromSeconds(20.5), first.Message.TimeToLive);
        Assert.Null(second.Message.TimeToLive);
    }

    [ContractFact]
    public async Task Each_message_has_an_id_of_its_own()
    {
        var server = await ServeRawAsync(prefetch: 200);
        var client = await ClientAsync();

        for (var i = 0; i < 20; i++)
        {
            await client.CastAsync(null, $"m{i}");
        }

        var requests = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => server.WaitForAsync($"m{i}")));
        Assert.Equal(20, requests.Select(request => request.Content["_unique_id"].GetString()).Distinct().Count());
        Assert.All(requests, request => Assert.False(request.Message.Redelivered));
        Assert.All(requests, request => Assert.Equal(1, request.Message.DeliveryCount));
    }
}
