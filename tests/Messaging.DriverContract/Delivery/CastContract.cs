namespace Messaging.DriverContract;

/// <summary>Casts arrive once, whole, and say nothing back.</summary>
public abstract class CastContract(IDriverFixture fixture) : ContractTests(fixture)
{
    [ContractFact]
    public async Task An_awaited_cast_arrives_once_with_its_arguments()
    {
        var ran = new Journal<int>();
        await ServeAsync(Handler.Does("note", call => ran.Add(call.Argument<int>("n")), "n"));
        var client = await ClientAsync();

        for (var i = 0; i < 20; i++)
        {
            await client.CastAsync(null, "note", new { n = i });
        }

        await WaitForAllAsync(ran, 20);
        Assert.Equal(Enumerable.Range(0, 20), ran.Entries.Order());
    }

    [ContractFact]
    public async Task A_cast_that_is_not_awaited_is_sent_in_the_background_with_the_arguments_as_they_were()
    {
        var ran = new Journal<int>();
        await ServeAsync(Handler.Does("note", call => ran.Add(call.Argument<int>("n")), "n"));
        var client = await ClientAsync();
        var arguments = new Dictionary<string, int>();

        for (var i = 0; i < 200; i++)
        {
            arguments["n"] = i;
            client.Cast(null, "note", arguments);
        }

        await WaitForAllAsync(ran, 200);
        Assert.Equal(Enumerable.Range(0, 200), ran.Entries.Order());
    }

    [ContractFact]
    public async Task What_was_cast_before_the_transport_is_disposed_is_sent()
    {
        var ran = new Journal<int>();
        await ServeAsync(Handler.Does("note", call => ran.Add(call.Argument<int>("n")), "n"));
        var transport = await OpenAsync();
        var client = new RpcClient(transport, new Target { Topic = Topic });

        for (var i = 0; i < 100; i++)
        {
            client.Cast(null, "note", new { n = i });
        }

        await transport.DisposeAsync().AsTask().WithinLimit();
        await WaitForAllAsync(ran, 100);
    }

    [ContractFact]
    public async Task A_cast_to_a_topic_that_nobody_ever_served_vanishes_without_an_error()
    {
        var client = await ClientAsync();

        await client.CastAsync(null, "note");
        await client.With(fanout: true).CastAsync(null, "note");
    }

    [ContractFact]
    public async Task Casts_wait_for_the_next_server_of_their_topic()
    {
        var ran = new Journal<int>();
        var note = Handler.Does("note", call => ran.Add(call.Argument<int>("n")), "n");
        var first = await ServeAsync(note);
        await first.StopAsync().WithinLimit();
        var client = await ClientAsync();

        await client.CastAsync(null, "note", new { n = 1 });
        await ServeAsync("server-2", new RpcServerOptions(), note);

        await ran.WaitForAsync(n => n == 1, "the cast");
    }

    [ContractFact]
    public async Task A_cast_that_fails_is_logged_at_the_server_and_the_next_one_runs()
    {
        Log.Expect("MethodFailed");
        var ran = new Journal<int>();
        await ServeAsync(
            Handler.Does("note", call => ran.Add(call.Argument<int>("n")), "n"),
            Handler.Does("fail", _ => throw new InvalidOperationException("cast and failed")));
        var client = await ClientAsync();

        await client.CastAsync(null, "fail");
        await client.CastAsync(null, "unknown");
        await client.CastAsync(null, "note", new { m = 1 });
        await client.CastAsync(null, "note", new { n = 1 });

        await ran.WaitForAsync(n => n == 1, "the cast");
        await Log.WaitForAsync("MethodFailed");
    }

    [ContractFact]
    public async Task A_cast_on_the_wire_has_neither_call_id_nor_reply_address()
    {
        var server = await ServeRawAsync();
        var client = await ClientAsync();

        await client.CastAsync(new RpcContext { ["u"] = 1 }, "record", new { tag = "c" });

        var request = await server.WaitForAsync("record");
        Assert.Equal(["method", "args", "_unique_id", "_context_u"], request.Content.Properties.Select(property => property.Key));
        Assert.Null(request.Message.TimeToLive);
    }

    private static Task WaitForAllAsync(Journal<int> ran, int count) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(i => ran.WaitForAsync(n => n == i, $"cast {i} of {count}")));
}
