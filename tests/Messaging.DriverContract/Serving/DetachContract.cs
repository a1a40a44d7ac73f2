namespace Messaging.DriverContract;

/// <summary>A method may leave its answer for later.</summary>
public abstract class DetachContract(IDriverFixture fixture) : ContractTests(fixture)
{
    private readonly TaskCompletionSource<DetachedReply> _detached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RpcMethod Later => Handler.Does("later", call => _detached.SetResult(call.Context.Detach()));

    [ContractFact]
    public async Task The_answer_comes_when_it_is_given_and_what_the_method_returns_is_ignored()
    {
        await ServeAsync(Handler.Returns("later", call =>
        {
            _detached.SetResult(call.Context.Detach());
            return "ignored";
        }));
        var client = await ClientAsync();

        var call = client.CallAsync<string>(null, "later");
        var reply = await _detached.Task.WithinLimit();
        Assert.False(call.IsCompleted);
        await reply.ReplyAsync("answer");

        Assert.Equal("answer", await call.WithinLimit());
    }

    [ContractFact]
    public async Task The_answer_may_be_an_error()
    {
        await ServeAsync(Later);
        var client = await ClientAsync();

        var call = client.CallAsync(null, "later");
        await (await _detached.Task.WithinLimit()).FailAsync(new ContractException("later failed"));

        var error = await Assert.ThrowsAsync<RemoteException>(() => call.WithinLimit());
        Assert.Equal(("ContractException", "later failed"), (error.TypeName, error.RemoteMessage));
    }

    [ContractFact]
    public async Task An_answer_that_is_dropped_is_told_to_the_caller()
    {
        Log.Expect("DetachedCallDropped");
        await ServeAsync(Later);
        var client = await ClientAsync();

        var call = client.CallAsync(null, "later");
        await (await _detached.Task.WithinLimit()).DisposeAsync();

        var error = await Assert.ThrowsAsync<RemoteException>(() => call.WithinLimit());
        Assert.Contains("'later'", error.RemoteMessage, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task There_is_one_answer_only()
    {
        await ServeAsync(Later);
        var client = await ClientAsync();

        var call = client.CallAsync<int>(null, "later");
        var reply = await _detached.Task.WithinLimit();
        await reply.ReplyAsync(1);

        await Assert.ThrowsAsync<InvalidOperationException>(() => reply.ReplyAsync(2));
        await Assert.ThrowsAsync<InvalidOperationException>(() => reply.FailAsync(new ContractException()));
        await reply.DisposeAsync();
        Assert.Equal(1, await call.WithinLimit());
    }

    [ContractFact]
    public async Task An_answer_given_before_the_method_ends_counts_and_an_error_after_it_does_not()
    {
        Log.Expect("MethodFailed");
        await ServeAsync(Handler.DoesLater("early", async call =>
        {
            await call.Context.Detach().ReplyAsync(call.Argument<int>("n"));
            throw new InvalidOperationException($"after the answer to {call.Argument<int>("n")}");
        }, "n"));
        var client = await ClientAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => client.CallAsync<int>(null, "early", new { n = i })))
            .WithinLimit();
        Assert.Equal([0, 1, 2], answers);
        await Log.WaitForAsync("MethodFailed");
    }

    [ContractFact]
    public async Task A_method_that_fails_after_it_detached_has_answered()
    {
        Log.Expect("MethodFailed");
        await ServeAsync(Handler.Does("later", call =>
        {
            _detached.SetResult(call.Context.Detach());
            throw new ContractException("failed after all");
        }));
        var client = await ClientAsync();

        var error = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "later"));

        Assert.Equal("ContractException", error.TypeName);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await (await _detached.Task).ReplyAsync(1));
    }

    [ContractFact]
    public async Task A_result_that_cannot_be_written_is_told_to_both_sides()
    {
        await ServeAsync(Later);
        var client = await ClientAsync();

        var call = client.CallAsync(null, "later");
        var reply = await _detached.Task.WithinLimit();

        await Assert.ThrowsAsync<SerializationException>(() => reply.ReplyAsync(new Action(() => { })));
        var error = await Assert.ThrowsAsync<RemoteException>(() => call.WithinLimit());
        Assert.Equal("SerializationException", error.TypeName);
    }

    [ContractFact]
    public async Task A_detached_call_frees_its_slot_and_holds_up_the_stop()
    {
        var server = await ServeAsync("server-1", new RpcServerOptions { Dispatch = DispatchPolicy.Ordered() }, Later, Handler.Echo);
        var client = await ClientAsync();

        var call = client.CallAsync<int>(null, "later");
        var reply = await _detached.Task.WithinLimit();
        Assert.Equal(1, await client.CallAsync<int>(null, "echo", new { value = 1 }).WithinLimit());
        var stopped = server.StopAsync();
        Assert.False(stopped.IsCompleted);
        await reply.ReplyAsync(2);

        await stopped.WithinLimit();
        Assert.Equal(2, await call.WithinLimit());
    }

    [ContractFact]
    public async Task A_cast_has_nothing_to_detach_and_neither_has_a_call_twice_or_when_it_is_over()
    {
        var errors = new Journal<Exception?>();
        var kept = new TaskCompletionSource<RpcContext>();
        await ServeAsync(
            Handler.Does("cast", call => errors.Add(Record.Exception(() => { call.Context.Detach(); }))),
            Handler.DoesLater("twice", async call =>
            {
                var reply = call.Context.Detach();
                errors.Add(Record.Exception(() => { call.Context.Detach(); }));
                await reply.ReplyAsync(1);
            }),
            Handler.Does("over", call => kept.SetResult(call.Context)),
            Handler.Echo);
        var client = await ClientAsync();

        await client.CastAsync(null, "cast");
        await errors.WaitForAsync(_ => true, "the cast");
        Assert.Equal(1, await client.CallAsync<int>(null, "twice"));
        await client.CallAsync(null, "over");
        await client.CallAsync(null, "echo", new { value = 1 });

        var context = await kept.Task.WithinLimit();
        Assert.Throws<InvalidOperationException>(() => { new RpcContext().Detach(); });
        Assert.All(errors.Entries, error => Assert.IsType<InvalidOperationException>(error));
        Assert.Equal("over", context.Method);
    }
}
