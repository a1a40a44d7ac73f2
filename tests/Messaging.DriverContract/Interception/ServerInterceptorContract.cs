namespace Messaging.DriverContract;

/// <summary>What interceptors of a server see and may change, whatever made the call and whatever serves it.</summary>
public abstract class ServerInterceptorContract(IDriverFixture fixture) : ContractTests(fixture)
{
    private readonly Journal<string> _seen = new();

    [ContractFact]
    public async Task They_stand_around_every_method_the_first_outermost()
    {
        await ServeAsync([ServerTap.Noting(_seen, "outer"), ServerTap.Noting(_seen, "inner")], RpcEndpoint.For<IStock>(new Stock()), Handler.Echo);
        var client = await ClientAsync();

        Assert.Equal(3, await client.As<IStock>().AddAsync(1, 2));
        Assert.Equal(["outer add", "inner add", "inner add ended", "outer add ended"], _seen.Entries);

        await client.CallAsync(null, "echo", new { value = "x" });
        await client.As<IStock>().LogAsync("typed");
        await client.As<IStock>().RefreshAsync("typed");
        await _seen.WaitForAsync(entry => entry == "outer echo ended", "the call of the object");
        await _seen.WaitForAsync(entry => entry == "outer log ended", "the cast");
        await _seen.WaitForAsync(entry => entry == "outer refresh ended", "the fanout");
    }

    [ContractFact]
    public async Task They_see_the_call_its_context_and_its_arguments()
    {
        await ServeAsync(
            [new ServerTap((call, next) =>
            {
                _seen.Add($"{call.Method} {call.IsCall} {call.Target.Server} {call.Context["user"]} {call.Argument<int>("a")} {call.HasArgument("b")}");
                return next(call);
            })],
            RpcEndpoint.For<IStock>(new Stock()));

        await (await ClientAsync()).CallAsync(new RpcContext { ["user"] = "ada" }, "add", new { a = 1 });

        Assert.Equal(["add True server-1 ada 1 False"], _seen.Entries);
    }

    [ContractFact]
    public async Task What_they_throw_is_the_failure_of_the_method()
    {
        Log.Expect("MethodFailed");
        var stock = new Stock();
        await ServeAsync([new ServerTap((_, _) => throw new InvalidOperationException("not today"))], RpcEndpoint.For<IStock>(stock));

        var error = await Assert.ThrowsAsync<RemoteException>(() => ClientAsync().Result.As<IStock>().ResetAsync().AsTask());

        Assert.Equal("not today", error.RemoteMessage);
        Assert.Empty(stock.Came.Entries);
    }

    [ContractFact]
    public async Task They_may_answer_in_the_place_of_the_method_and_after_it()
    {
        await ServeAsync(
            [new ServerTap(async (call, next) =>
            {
                if (call.Method == "newest")
                {
                    call.Answer("cached");
                    return;
                }

                try
                {
                    await next(call);
                    call.Answer(10);
                }
                catch (InvalidOperationException)
                {
                    call.Answer<string?>(null);
                }
            })],
            RpcEndpoint.For<IStock>(new Stock()));
        var stock = (await ClientAsync()).As<IStock>();

        Assert.Equal("cached", await stock.NewestAsync());
        Assert.Equal(10, await stock.AddAsync(1, 2));
        await stock.FailAsync("mended");
    }

    [ContractFact]
    public async Task One_that_does_nothing_is_a_failure_and_no_silence()
    {
        Log.Expect("MethodFailed");
        await ServeAsync([new ServerTap((_, _) => ValueTask.CompletedTask)], RpcEndpoint.For<IStock>(new Stock()));

        var error = await Assert.ThrowsAsync<RemoteException>(() => ClientAsync().Result.As<IStock>().NewestAsync());

        Assert.Contains("interceptor of 'newest' ended without calling next", error.RemoteMessage, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task A_detached_call_is_answered_by_its_handle()
    {
        DetachedReply? handle = null;
        await ServeAsync(
            [new ServerTap(async (call, next) =>
            {
                await next(call);
                call.Answer("not this");
                _seen.Add("ended");
            })],
            Handler.Does("later", call => handle = call.Context.Detach()));

        var later = (await ClientAsync()).CallAsync<string>(null, "later");
        await _seen.WaitForAsync(entry => entry == "ended", "the end of the method");
        await handle!.ReplyAsync("this");

        Assert.Equal("this", await later);
    }

    private Task ServeAsync(IRpcServerInterceptor[] interceptors, params object[] endpoints)
    {
        var options = new RpcServerOptions();
        foreach (var interceptor in interceptors)
        {
            options.Interceptors.Add(interceptor);
        }

        return ServeAsync("server-1", options, endpoints);
    }
}
