using Messaging.Drivers;

namespace Messaging.Core.Tests.Serving;

/// <summary>What a user's method may do wrong harms neither the server nor other calls.</summary>
public sealed class HandlerSafetyTests : IAsyncDisposable
{
    private readonly LogCapture _log = new(TestContext.Current.TestOutputHelper);
    private Transport? _transport;
    private RpcServer? _server;

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        await _transport!.DisposeAsync();
        _log.VerifyNoErrors();
    }

    [Fact]
    public async Task A_callback_of_the_token_that_fails_is_logged_and_the_process_lives()
    {
        _log.Expect("CancelCallbackFailed");
        var started = new SyncPoint();
        started.Release();
        var client = await ServeAsync(RpcMethod.Create("wait", [], async call =>
        {
            call.CancellationToken.Register(() => throw new InvalidOperationException("callback"));
            await started.ParkAsync();
            await new TaskCompletionSource().Task.WaitAsync(WaitLimit.Default, call.CancellationToken);
        }));
        using var source = new CancellationTokenSource();

        var call = client.CallAsync(null, "wait", null, source.Token);
        await started.WaitUntilParkedAsync();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await _log.WaitForAsync("CancelCallbackFailed");
    }

    [Fact]
    public async Task A_context_that_is_detached_when_its_call_is_over_is_refused()
    {
        var kept = new TaskCompletionSource<RpcContext>();
        var client = await ServeAsync(
            RpcMethod.Create("over", [], call =>
            {
                kept.SetResult(call.Context);
                return ValueTask.CompletedTask;
            }),
            RpcMethod.Create<int>("one", [], _ => new(1)));
        await client.CallAsync(null, "over");
        var context = await kept.Task;
        await _server!.StopAsync();

        Assert.Throws<InvalidOperationException>(() => { context.Detach(); });
    }

    [Fact]
    public async Task A_detached_result_whose_writing_fails_in_an_odd_way_is_told_to_the_caller()
    {
        var detached = new TaskCompletionSource<DetachedReply>();
        var client = await ServeAsync(RpcMethod.Create("later", [], call =>
        {
            detached.SetResult(call.Context.Detach());
            return ValueTask.CompletedTask;
        }));

        var call = client.CallAsync(null, "later");
        var reply = await detached.Task.WaitAsync(WaitLimit.Default);

        await Assert.ThrowsAnyAsync<Exception>(() => reply.ReplyAsync(new Broken()));
        await Assert.ThrowsAsync<RemoteException>(() => call.WaitAsync(WaitLimit.Default));
    }

    [Fact]
    public async Task An_error_whose_message_cannot_be_had_is_told_to_the_caller()
    {
        _log.Expect("MethodFailed");
        var client = await ServeAsync(RpcMethod.Create("fail", [], _ => throw new Unspeakable()), RpcMethod.Create("half", [], _ => throw new InvalidOperationException("a\ud800b")));

        await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "half").WaitAsync(WaitLimit.Default));
        await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "fail").WaitAsync(WaitLimit.Default));
    }

    [Fact]
    public async Task A_call_started_by_a_method_and_left_behind_is_not_bound_by_that_methods_time()
    {
        var go = new SyncPoint();
        RpcClient? client = null;
        var left = new TaskCompletionSource<Task<double>>();
        client = await ServeAsync(
            RpcMethod.Create("start", [], _ =>
            {
                left.SetResult(Task.Run(async () =>
                {
                    await go.ParkAsync();
                    return await client!.With(timeout: TimeSpan.FromMinutes(10)).CallAsync<double>(null, "left");
                }));
                return ValueTask.CompletedTask;
            }),
            RpcMethod.Create<double>("left", [], call => new(call.Context.TimeLeft?.TotalSeconds ?? -1)));

        await client.With(timeout: TimeSpan.FromSeconds(20)).CallAsync(null, "start");
        await client.CallAsync<double>(null, "left");
        await _log.WaitForAsync("ServerStarted");
        go.Release();

        Assert.True(await await left.Task.WaitAsync(WaitLimit.Default) > 100);
    }

    private async Task<RpcClient> ServeAsync(params RpcMethod[] methods)
    {
        _transport = await Transport.OpenAsync("memory://safety", new TransportOptions { Drivers = new DriverRegistry(), LoggerFactory = _log, CallTimeout = TimeSpan.FromSeconds(25) });
        _server = RpcServer.Create(_transport, new Target { Topic = "t", Server = "s" }, [new RpcEndpoint(methods)]);
        await _server.StartAsync();
        return new RpcClient(_transport, new Target { Topic = "t" });
    }

    private sealed class Broken
    {
        public int Value => throw new DivideByZeroException();
    }

    private sealed class Unspeakable : Exception
    {
        public override string Message => throw new DivideByZeroException();
    }
}
