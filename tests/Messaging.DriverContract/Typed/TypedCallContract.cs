namespace Messaging.DriverContract;

/// <summary>A contract is called and served as what its interface says, and is an ordinary call for everybody else.</summary>
public abstract class TypedCallContract(IDriverFixture fixture) : ContractTests(fixture)
{
    [ContractFact]
    public async Task Members_with_results_give_what_the_server_returned()
    {
        var (stock, _) = await OpenStockAsync();

        Assert.Equal(5, await stock.AddAsync(2, 3));
        Assert.Equal(4, await stock.AddAsync(2));
        var item = await stock.FindAsync("bolt");
        Assert.Equal(("bolt", default(Grade), 2), (item.Name, item.Grade, item.Sizes.Length));
        Assert.Null(await stock.MissingAsync());
        Assert.Equal("newest", await stock.NewestAsync());
    }

    [ContractFact]
    public async Task A_member_without_a_result_ends_when_the_server_is_done()
    {
        var (stock, server) = await OpenStockAsync();

        await stock.ResetAsync();

        Assert.Equal(["reset"], server.Came.Entries);
    }

    [ContractFact]
    public async Task A_context_travels_beside_the_arguments()
    {
        var (stock, _) = await OpenStockAsync();
        var anna = new RpcContext { ["user"] = "anna" };
        var otto = new RpcContext { ["user"] = "otto" };

        Assert.Equal("anna", await stock.WhoAsync(anna, "user"));
        Assert.Equal("otto", await stock.With(context: otto).WhoAsync(null, "user"));
        Assert.Equal("anna", await stock.With(context: otto).WhoAsync(anna, "user"));
    }

    [ContractFact]
    public async Task A_failure_of_the_server_is_thrown()
    {
        Log.Expect("MethodFailed");
        var (stock, _) = await OpenStockAsync();

        var error = await Assert.ThrowsAsync<RemoteException>(() => stock.FailAsync("no bolts"));

        Assert.Contains("no bolts", error.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task A_token_reaches_the_server()
    {
        var (stock, server) = await OpenStockAsync();
        using var caller = new CancellationTokenSource();

        var call = stock.WaitAsync(caller.Token);
        await server.Came.WaitForAsync(text => text == "waits", "the call");
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await server.Came.WaitForAsync(text => text == "cancelled", "the end of the call");
    }

    [ContractFact]
    public async Task A_timeout_of_some_calls_ends_those()
    {
        var (stock, _) = await OpenStockAsync();

        await Assert.ThrowsAsync<CallTimeoutException>(
            () => stock.With(timeout: TimeSpan.FromMilliseconds(100)).WaitAsync(TestContext.Current.CancellationToken));
    }

    [ContractFact]
    public async Task One_way_goes_to_one_server_and_fanout_to_all()
    {
        var (stock, first) = await OpenStockAsync();
        var second = new Stock();
        await ServeAsync("server-2", new RpcServerOptions(), RpcEndpoint.For<IStock>(second));

        await stock.With(server: "server-2").LogAsync("for one");
        await stock.RefreshAsync("for all");

        await second.Came.WaitForAsync(text => text == "for one", "the cast");
        await first.Came.WaitForAsync(text => text == "for all", "the fanout");
        await second.Came.WaitForAsync(text => text == "for all", "the fanout");
        Assert.DoesNotContain("for one", first.Came.Entries);
    }

    [ContractFact]
    public async Task On_the_wire_it_is_a_call_in_snake_case_with_the_lowest_version_that_has_it()
    {
        var server = await ServeRawAsync();
        var stock = (await ClientAsync()).As<IStock>();

        var find = stock.FindAsync("bolt").AsTask();
        var request = await server.WaitForAsync("find");
        Assert.Equal("""{"item_name":"bolt"}""", request.Content["args"].ToString());
        Assert.Null(request.Content["version"].GetString());
        await request.AnswerAsync("""{"name": "bolt", "grade": null, "sizes": []}""".Replace("null", "0", StringComparison.Ordinal));
        Assert.Equal("bolt", (await find).Name);

        var who = stock.WhoAsync(new RpcContext(), "user");
        request = await server.WaitForAsync("whoami");
        Assert.Equal("""{"the_key":"user"}""", request.Content["args"].ToString());
        Assert.Equal("1.1", request.Content["version"].GetString());
        await request.AnswerAsync("null");
        Assert.Null(await who);
    }

    [ContractFact]
    public async Task A_server_that_is_older_still_answers_for_what_it_has()
    {
        await ServeAsync(new RpcEndpoint([Handler.Returns("missing", _ => (string?)null), Handler.Returns("newest", _ => "never")]));
        var stock = (await ClientAsync()).As<IStock>();

        Assert.Null(await stock.MissingAsync());
        await Assert.ThrowsAsync<UnsupportedVersionException>(() => stock.NewestAsync());
    }

    [ContractFact]
    public async Task A_client_without_the_contract_calls_its_server_and_only_its_members()
    {
        await OpenStockAsync();
        var client = await ClientAsync();

        Assert.Equal(5, await client.CallAsync<int>(null, "add", new { a = 2, b = 3 }));
        Assert.Equal(4, await client.CallAsync<int>(null, "add", new { a = 2 }));
        await Assert.ThrowsAsync<MethodNotFoundException>(() => client.CallAsync(null, "hidden"));
        await Assert.ThrowsAsync<InvalidArgumentsException>(() => client.CallAsync(null, "add", new { a = 2, c = 3 }));
    }

    private async Task<(IStock Client, Stock Server)> OpenStockAsync()
    {
        var server = new Stock();
        await ServeAsync(RpcEndpoint.For<IStock>(server));
        return ((await ClientAsync()).As<IStock>(), server);
    }
}
