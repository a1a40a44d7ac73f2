using System.Text;

namespace Messaging.DriverContract;

/// <summary>A message that a peer sends twice runs once.</summary>
public abstract class DuplicateContract(IDriverFixture fixture) : ContractTests(fixture)
{
    private static readonly RpcServerOptions Ordered = new() { Dispatch = DispatchPolicy.Ordered() };

    [ContractFact]
    public async Task A_message_that_comes_again_after_it_ran_is_dropped()
    {
        var ran = new Journal<string>();
        await ServeAsync("server-1", Ordered, Handler.Does("note", call => ran.Add(call.Argument<string>("tag")), "tag"));
        var first = Raw.Cast("note", """{"tag": "first"}""");

        await Fixture.PublishRawAsync(Topic, first);
        await ran.WaitForAsync(tag => tag == "first", "the first");
        await Fixture.PublishRawAsync(Topic, first);
        await Fixture.PublishRawAsync(Topic, Raw.Cast("note", """{"tag": "second"}"""));
        await ran.WaitForAsync(tag => tag == "second", "the second");

        Assert.Equal(["first", "second"], ran.Entries);
        await Log.WaitForAsync("DuplicateDropped");
    }

    [ContractFact]
    public async Task A_message_that_comes_again_while_it_runs_is_dropped()
    {
        var point = new SyncPoint();
        var ran = new Journal<string>();
        await ServeAsync(
            "server-1",
            new RpcServerOptions(),
            Handler.DoesLater("slow", async _ =>
            {
                ran.Add("slow");
                await point.ParkAsync();
            }),
            Handler.Does("marker", _ => ran.Add("marker")));
        var slow = Raw.Cast("slow");

        await Fixture.PublishRawAsync(Topic, slow);
        await point.WaitUntilParkedAsync();
        await Fixture.PublishRawAsync(Topic, slow);
        await Log.WaitForAsync("DuplicateDropped");
        point.Release();
        await Fixture.PublishRawAsync(Topic, Raw.Cast("marker"));
        await ran.WaitForAsync(entry => entry == "marker", "the marker");

        Assert.Equal(["slow", "marker"], ran.Entries);
    }

    [ContractFact]
    public async Task Ids_of_another_form_are_compared_too_and_messages_without_one_are_all_different()
    {
        var ran = new Journal<string>();
        await ServeAsync("server-1", Ordered, Handler.Does("note", call => ran.Add(call.Argument<string>("tag")), "tag"));

        await Fixture.PublishRawAsync(Topic, Raw.Cast("note", """{"tag": "odd"}""", uniqueId: "an id of another form"));
        await Fixture.PublishRawAsync(Topic, Raw.Cast("note", """{"tag": "odd again"}""", uniqueId: "an id of another form"));
        for (var i = 0; i < 2; i++)
        {
            await Fixture.PublishRawAsync(Topic, Encoding.UTF8.GetBytes(Raw.Envelope("""{"method": "note", "args": {"tag": "none"}}""")));
        }

        await Fixture.PublishRawAsync(Topic, Raw.Cast("note", """{"tag": "last"}"""));
        await ran.WaitForAsync(tag => tag == "last", "the last");

        Assert.Equal(["odd", "none", "none", "last"], ran.Entries);
    }

    [ContractFact]
    public async Task A_call_that_may_be_sent_again_is_answered_again_and_runs_once()
    {
        var runs = 0;
        var raw = await ServeRawAsync(acknowledges: false);
        var client = await ClientAsync(new RpcClientOptions { Idempotent = true });
        var plain = client.With(idempotent: false).CallAsync(null, "plain");
        var first = await raw.WaitForAsync("plain");
        Assert.True(first.Content["_idempotent"].IsMissing);
        first.Message.Acknowledge();
        await first.AnswerAsync("null");
        await plain.WithinLimit();

        // The server that has the call is lost, and it goes to another.
        var call = client.CallAsync<int>(null, "count");
        var request = await raw.WaitForAsync("count");
        Assert.True(request.Content["_idempotent"].GetBoolean());
        await ServeAsync("server-1", Ordered, Handler.Returns("count", _ => Interlocked.Increment(ref runs)), Handler.Does("marker", _ => { }));
        await raw.DisposeAsync();
        Assert.Equal(1, await call.WithinLimit());

        // In order: it runs when the server is done with the call, which it is a moment after its reply.
        await client.CallAsync(null, "marker").WithinLimit();

        // Then the answer is lost, and the call is sent once more.
        await Fixture.PublishRawAsync(Topic, Encoding.UTF8.GetBytes(Raw.Envelope(request.Content.ToString())));
        await Log.WaitForAsync("AnsweredAgain");

        Assert.Equal(1, runs);
    }
}
