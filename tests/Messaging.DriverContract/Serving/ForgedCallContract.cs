using System.Text;

namespace Messaging.DriverContract;

/// <summary>
/// Who has seen ids of others gains nothing by them: neither their answers nor their place. For drivers whose replies go to the address that a
/// request names; where they go back the way that the request came, nobody can call for another.
/// </summary>
public abstract class ForgedCallContract(IDriverFixture fixture) : ContractTests(fixture)
{
    private string Back => Topic + "-back";

    [ContractFact]
    public async Task A_kept_answer_goes_to_its_own_caller_alone()
    {
        var runs = 0;
        var raw = await ServeRawAsync();
        await ServeBackAsync(Handler.Returns("count", _ => Interlocked.Increment(ref runs)));
        var (call, request) = await BeginAsync(raw, await ClientAsync(new RpcClientOptions { Idempotent = true }), "count");
        await Fixture.PublishRawAsync(Back, Body(request));
        Assert.Equal(1, await call.WithinLimit());

        var (forged, mine) = await BeginAsync(raw, await AnotherClientAsync(), "count");
        await Fixture.PublishRawAsync(Back, Body(mine, uniqueId: request.Content["_unique_id"].GetString()));

        Assert.Equal(2, await forged.WithinLimit());
        await Log.WaitForAsync("IdOfAnother");
    }

    [ContractFact]
    public async Task An_answer_cannot_be_put_in_the_place_of_anothers()
    {
        var raw = await ServeRawAsync();
        await ServeBackAsync(Handler.Returns("good", _ => 1), Handler.Returns("bad", _ => 666));
        var (call, request) = await BeginAsync(raw, await ClientAsync(new RpcClientOptions { Idempotent = true }), "good");
        var (forged, mine) = await BeginAsync(raw, await AnotherClientAsync(), "bad");

        await Fixture.PublishRawAsync(Back, Body(mine, uniqueId: request.Content["_unique_id"].GetString()));
        Assert.Equal(666, await forged.WithinLimit());
        await Fixture.PublishRawAsync(Back, Body(request));

        Assert.Equal(1, await call.WithinLimit());
        await Log.WaitForAsync("IdOfAnother");
    }

    [ContractFact]
    public async Task A_call_with_anothers_id_keeps_neither_its_call_nor_its_cast_from_being_run()
    {
        var ran = new Journal<string>();
        var raw = await ServeRawAsync();
        await ServeBackAsync(Handler.Returns("first", _ => 1), Handler.Returns("call", _ => 2), Handler.Does("cast", _ => ran.Add("cast")));
        var client = await ClientAsync();
        var (call, request) = await BeginAsync(raw, client, "call");
        await client.CastAsync(null, "cast").WithinLimit();
        var cast = await raw.WaitForAsync("cast");
        var other = await AnotherClientAsync();

        foreach (var stolen in new[] { request, cast })
        {
            var (forged, mine) = await BeginAsync(raw, other, "first");
            await Fixture.PublishRawAsync(Back, Body(mine, uniqueId: stolen.Content["_unique_id"].GetString()));
            Assert.Equal(1, await forged.WithinLimit());
            await Fixture.PublishRawAsync(Back, Body(stolen));
        }

        Assert.Equal(2, await call.WithinLimit());
        await ran.WaitForAsync(entry => entry == "cast", "the cast");
    }

    private static ReadOnlyMemory<byte> Body(RawRequest request, string? uniqueId = null)
    {
        var text = request.Content.ToString();
        return Encoding.UTF8.GetBytes(Raw.Envelope(
            uniqueId is null ? text : text.Replace(request.Content["_unique_id"].GetString()!, uniqueId, StringComparison.Ordinal)));
    }

    /// <summary>Makes a call that the raw server takes and does not answer: the test hands it to whom it likes.</summary>
    private static async Task<(Task<int> Call, RawRequest Request)> BeginAsync(RawServer raw, RpcClient client, string method)
    {
        var seen = raw.Requests.Entries.ToHashSet();
        var call = client.CallAsync<int>(null, method);
        return (call, await raw.Requests.WaitForAsync(request => request.Method == method && !seen.Contains(request), method));
    }

    private async Task<RpcClient> AnotherClientAsync() =>
        new(await OpenAsync(), new Target { Topic = Topic }, new RpcClientOptions { Idempotent = true });

    private async Task ServeBackAsync(params RpcMethod[] methods)
    {
        var server = new RpcServer(
            await ServerSideAsync(), new Target { Topic = Back, Server = "back" },
            new RpcServerOptions { Dispatch = DispatchPolicy.Ordered() }, new RpcEndpoint(methods));
        await Own(server).StartAsync().WithinLimit();
    }
}
