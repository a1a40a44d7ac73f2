namespace Messaging.DriverContract;

/// <summary>What interceptors of a client see and may change: of every call and cast, whatever it is made with.</summary>
public abstract class ClientInterceptorContract(IDriverFixture fixture) : ContractTests(fixture)
{
    private readonly Journal<string> _seen = new();

    [ContractFact]
    public async Task They_stand_around_every_call_and_cast_the_first_outermost()
    {
        var stock = new Stock();
        await ServeAsync(RpcEndpoint.For<IStock>(stock));
        var client = await ClientAsync(ClientTap.Noting(_seen, "outer"), ClientTap.Noting(_seen, "inner"));

        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }));
        Assert.Equal(["outer add", "inner add", "inner add ended", "outer add ended"], _seen.Entries);
        Assert.Equal(3, await client.With(timeout: TimeSpan.FromMinutes(1)).As<IStock>().AddAsync(1, 2));
        Assert.Equal(8, _seen.Entries.Count);

        await client.As<IStock>().ResetAsync();
        await client.As<IStock>().LogAsync("typed");
        await client.As<IStock>().RefreshAsync("typed");
        await client.CastAsync(null, "log", new { text = "named" });
        await client.With(fanout: true).CastAsync(null, "refresh", new { text = "named" });
        Assert.Equal(
            ["reset", "log", "refresh", "log", "refresh"],
            _seen.Entries.Skip(8).Where(entry => entry.StartsWith("outer", StringComparison.Ordinal) && !entry.EndsWith("ended", StringComparison.Ordinal))
                .Select(entry => entry["outer ".Length..]));

        client.Cast(null, "log", new { text = "queued" });
        await stock.Came.WaitForAsync(text => text == "queued", "the queued cast");
        await _seen.WaitForAsync(entry => entry == "outer log", "the interceptor of the queued cast");
    }

    [ContractFact]
    public async Task They_see_what_the_call_is_and_what_came_of_it()
    {
        await ServeAsync(RpcEndpoint.For<IStock>(new Stock()));
        var client = await ClientAsync(new ClientTap(async (call, next) =>
        {
            var before = $"{call.Method} {call.IsCall} {call.Target.Topic == Topic} {call.Target.Fanout} {call.ResultType?.Name} {call.TimeLeft > TimeSpan.Zero} {call.Result}";
            await next(call);
            _seen.Add($"{before} -> {call.Result}");
        }));

        await client.CallAsync<int>(null, "add", new { a = 1, b = 2 });
        await client.As<IStock>().AddAsync(1, 2);
        await client.As<IStock>().ResetAsync();
        await client.As<IStock>().RefreshAsync("now");

        Assert.Equal(
            ["add True True False Int32 True  -> 3", "add True True False Int32 True  -> 3", "reset True True False  True  -> ", "refresh False True True  True  -> "],
            _seen.Entries);
    }

    [ContractFact]
    public async Task They_may_add_to_the_context()
    {
        await ServeAsync(RpcEndpoint.For<IStock>(new Stock()));
        var client = await ClientAsync(new ClientTap((call, next) =>
        {
            call.Context = (call.Context ?? RpcContext.Empty).With("token", "secret");
            return next(call);
        }));

        Assert.Equal("secret", await client.As<IStock>().WhoAsync(null, "token"));
        Assert.Equal("secret", await client.With(version: "1.1").CallAsync<string>(new RpcContext { ["a"] = 1 }, "whoami", new { the_key = "token" }));
    }

    [ContractFact]
    public async Task They_may_send_again_what_failed()
    {
        var times = 0;
        await ServeAsync(Handler.Returns("flaky", _ => ++times == 1 ? throw new InvalidOperationException("not yet") : times));
        Log.Expect("MethodFailed");
        var client = await ClientAsync(new ClientTap(async (call, next) =>
        {
            try
            {
                await next(call);
            }
            catch (RemoteException)
            {
                await next(call);
            }
        }));

        Assert.Equal(2, await client.CallAsync<int>(null, "flaky"));
    }

    [ContractFact]
    public async Task They_may_answer_in_the_place_of_the_server_and_change_the_result()
    {
        await ServeAsync(RpcEndpoint.For<IStock>(new Stock()));
        var client = await ClientAsync(new ClientTap(async (call, next) =>
        {
            if (call.Method != "add")
            {
                call.Result = call.ResultType == typeof(string) ? "cached" : null;
                return;
            }

            await next(call);
            call.Result = (int)call.Result! * 10;
        }));

        Assert.Equal(30, await client.As<IStock>().AddAsync(1, 2));
        Assert.Equal("cached", await client.As<IStock>().NewestAsync());
        await client.As<IStock>().ResetAsync();
        await client.As<IStock>().LogAsync("not sent");
    }

    [ContractFact]
    public async Task A_result_of_another_type_is_refused_where_it_is_set()
    {
        var client = await ClientAsync(new ClientTap((call, _) =>
        {
            call.Result = "three";
            return ValueTask.CompletedTask;
        }));

        var error = await Assert.ThrowsAsync<ArgumentException>(() => client.CallAsync<int>(null, "add"));

        Assert.Contains("'add' expects System.Int32, but got System.String", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => client.CastAsync(null, "add"));
    }

    [ContractFact]
    public async Task One_that_does_nothing_is_an_error_and_no_lost_call()
    {
        var client = await ClientAsync(new ClientTap((_, _) => ValueTask.CompletedTask));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => client.CallAsync<int>(null, "add"));
        Assert.Contains("interceptor of 'add' ended without calling next", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.CastAsync(null, "add"));

        Log.Expect("CastFailed");
        client.Cast(null, "add");
        await Log.WaitForAsync("CastFailed");
    }

    [ContractFact]
    public async Task What_they_throw_is_what_the_caller_gets()
    {
        var client = await ClientAsync(new ClientTap((_, _) => throw new UnauthorizedAccessException("no token")));

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => client.CallAsync<int>(null, "add"));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => client.As<IStock>().AddAsync(1, 2));
    }

    private Task<RpcClient> ClientAsync(params IRpcClientInterceptor[] interceptors)
    {
        var options = new RpcClientOptions();
        foreach (var interceptor in interceptors)
        {
            options.Interceptors.Add(interceptor);
        }

        return ClientAsync(options);
    }
}
