namespace Messaging.DriverContract;

/// <summary>Whoever waits for something that is too large is told at once: how large it is, how large it may be, and whether the method has run.</summary>
public abstract class SizeContract(IDriverFixture fixture) : ContractTests(fixture)
{
    private const int Small = 64 * 1024;
    private const int Large = 100_000;

    // Nobody is to wait for a timeout.
    private static readonly RpcClientOptions Forever = new() { Timeout = Timeout.InfiniteTimeSpan };

    [ContractFact]
    public async Task A_reply_that_is_larger_than_its_caller_takes_is_told_at_once()
    {
        await ServeAsync(Handler.Returns("blob", call => new string('x', call.Argument<RpcValue>("size").GetInt32()), "size"));
        var client = new RpcClient(await OpenAsync(o => o.MaxMessageSize = Small), new Target { Topic = Topic }, Forever);

        var beside = client.CallAsync<string>(null, "blob", new { size = 10 });
        var error = await Assert.ThrowsAsync<MessageTooLargeException>(
            () => client.CallAsync<string>(null, "blob", new { size = Large }).WithinLimit());

        AssertTold(error, isReply: true);
        Assert.Equal(10, (await beside.WithinLimit()).Length);
        Assert.Equal(50_000, (await client.CallAsync<string>(null, "blob", new { size = 50_000 }).WithinLimit()).Length);
    }

    [ContractFact]
    public async Task A_reply_of_many_small_parts_and_odd_texts_is_told_as_well()
    {
        const string Odd = "\"_msg_id\": \"0\", \\ \n \0 } ] é 😀 \ud800";
        await ServeAsync(Handler.Returns("odd", _ => Enumerable.Range(0, 5_000).Select(i => new Dictionary<string, object> { ["_msg_id"] = Odd, [Odd] = i }).ToArray()));
        var client = new RpcClient(await OpenAsync(o => o.MaxMessageSize = Small), new Target { Topic = Topic }, Forever);

        AssertTold(await Assert.ThrowsAsync<MessageTooLargeException>(() => client.CallAsync(null, "odd").WithinLimit()), isReply: true);
    }

    [ContractFact]
    public async Task A_detached_reply_that_is_too_large_is_told_at_once()
    {
        await ServeAsync(Handler.DoesLater("later", async call =>
        {
            await using var reply = call.Context.Detach();
            await Task.Yield();
            await reply.ReplyAsync(new string('x', Large));
        }));
        var client = new RpcClient(await OpenAsync(o => o.MaxMessageSize = Small), new Target { Topic = Topic }, Forever);

        AssertTold(await Assert.ThrowsAsync<MessageTooLargeException>(() => client.CallAsync(null, "later").WithinLimit()), isReply: true);
    }

    [ContractFact]
    public async Task A_reply_too_large_to_a_call_that_may_run_twice_is_told_and_not_asked_for_again()
    {
        var runs = 0;
        await ServeAsync(Handler.Returns("blob", _ =>
        {
            Interlocked.Increment(ref runs);
            return new string('x', Large);
        }));
        var client = new RpcClient(
            await OpenAsync(o => o.MaxMessageSize = Small), new Target { Topic = Topic }, new RpcClientOptions { Timeout = Timeout.InfiniteTimeSpan, Idempotent = true });

        AssertTold(await Assert.ThrowsAsync<MessageTooLargeException>(() => client.CallAsync(null, "blob").WithinLimit()), isReply: true);
        Assert.Equal(1, runs);
    }

    [ContractFact]
    public async Task A_request_that_is_larger_than_its_server_takes_is_told_at_once()
    {
        var runs = 0;
        var transport = await OpenAsync(o => o.MaxMessageSize = Small);
        var endpoint = new RpcEndpoint([Handler.Echo, Handler.Returns("count", _ => runs), Handler.Does("note", _ => runs++, "value")]);
        var server = Own(new RpcServer(transport, new Target { Topic = Topic, Server = "s" }, endpoint));
        await server.StartAsync().WithinLimit();
        var client = await ClientAsync(Forever);

        var beside = client.CallAsync<int>(null, "echo", new { value = 7 });
        var error = await Assert.ThrowsAsync<MessageTooLargeException>(
            () => client.CallAsync(null, "note", new { value = new string('x', Large) }).WithinLimit());

        AssertTold(error, isReply: false);
        Assert.Equal(7, await beside.WithinLimit());
        Assert.Equal(0, await client.CallAsync<int>(null, "count").WithinLimit());
    }

    [ContractFact]
    public async Task A_request_with_a_large_context_is_told_at_once_too()
    {
        var transport = await OpenAsync(o => o.MaxMessageSize = Small);
        var server = Own(new RpcServer(transport, new Target { Topic = Topic, Server = "s" }, new RpcEndpoint([Handler.Echo])));
        await server.StartAsync().WithinLimit();
        var client = await ClientAsync(Forever);
        var context = new RpcContext { ["note"] = new string('"', Large) };

        AssertTold(await Assert.ThrowsAsync<MessageTooLargeException>(() => client.CallAsync(context, "echo", new { value = 1 }).WithinLimit()), isReply: false);
    }

    [ContractFact]
    public async Task The_text_of_a_failure_is_cut_where_it_would_be_too_long()
    {
        Log.Expect("MethodFailed");
        var text = new string('"', 3_000_000);
        await ServeAsync("server-1", new RpcServerOptions { SendTraces = true }, Handler.Does("fail", _ => throw new InvalidOperationException(text)));
        var client = new RpcClient(await OpenAsync(o => o.MaxMessageSize = 4 * 1024 * 1024), new Target { Topic = Topic }, Forever);

        var error = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "fail").WithinLimit());

        Assert.Equal("InvalidOperationException", error.TypeName);
        Assert.StartsWith(text[..1000], error.RemoteMessage, StringComparison.Ordinal);
        Assert.EndsWith("(cut: the text has 3,000,000 characters)", error.RemoteMessage, StringComparison.Ordinal);
        Assert.Contains(nameof(SizeContract), error.RemoteTrace, StringComparison.Ordinal);
        Assert.InRange(error.RemoteTrace.Length, 1000, 100_000);
    }

    [ContractFact]
    public async Task A_failure_that_is_larger_than_its_caller_takes_is_told_at_once()
    {
        Log.Expect("MethodFailed");
        await ServeAsync(Handler.Does("fail", _ => throw new InvalidOperationException(new string('x', 10_000))));
        var client = new RpcClient(await OpenAsync(o => o.MaxMessageSize = 2048), new Target { Topic = Topic }, Forever);

        var error = await Assert.ThrowsAsync<MessageTooLargeException>(() => client.CallAsync(null, "fail").WithinLimit());

        Assert.Equal(2048, error.Limit);
        Assert.True(error.IsReply);
    }

    private static void AssertTold(MessageTooLargeException error, bool isReply)
    {
        Assert.Equal(Small, error.Limit);
        Assert.InRange(error.Size!.Value, Large, 40 * Large);
        Assert.Equal(isReply, error.IsReply);
        Assert.False(error.IsTransient);
        Assert.Contains("65,536", error.Message, StringComparison.Ordinal);
        Assert.Contains(error.Size.Value.ToString("N0", System.Globalization.CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
    }
}
