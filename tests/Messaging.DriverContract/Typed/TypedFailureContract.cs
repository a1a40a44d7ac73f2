namespace Messaging.DriverContract;

/// <summary>What a member declares with [RpcThrows] its callers get as itself; every other failure is data.</summary>
public abstract class TypedFailureContract(IDriverFixture fixture) : ContractTests(fixture)
{
    [ContractFact]
    public async Task A_declared_exception_is_raised_as_itself_with_its_properties()
    {
        var shop = await OpenAsync();

        var error = await Assert.ThrowsAsync<OutOfStockException>(() => shop.TakeAsync("saw", 4));

        Assert.Equal(("There are 3 of saw.", "saw", 3, Grade.Good), (error.Message, error.Item, error.Left, error.Shelf));
        Assert.Equal(["again", "tomorrow"], error.Notes);
        Assert.Equal(3, (await Assert.ThrowsAsync<OutOfStockException>(() => shop.OrderAsync("saw", 4).AsTask())).Left);
    }

    [ContractFact]
    public async Task What_the_contract_declares_holds_for_all_members_and_has_the_failure_as_its_cause()
    {
        var shop = await OpenAsync();

        Assert.All(
            [
                await Assert.ThrowsAsync<ShopClosedException>(() => shop.TakeAsync("closed", 1)),
                await Assert.ThrowsAsync<ShopClosedException>(() => shop.CountAsync("closed")),
            ],
            error => Assert.Equal(("We are closed.", "We are closed."), (error.Message, Assert.IsType<RemoteException>(error.InnerException).RemoteMessage)));
    }

    [ContractFact]
    public async Task What_a_member_does_not_declare_stays_data()
    {
        Log.Expect("MethodFailed");
        var shop = await OpenAsync();

        var error = await Assert.ThrowsAsync<RemoteException>(() => shop.CountAsync("saw"));

        Assert.Equal(("OutOfStockException", "Messaging.DriverContract"), (error.TypeName, error.Module));
    }

    [ContractFact]
    public async Task An_exception_that_derives_from_a_declared_one_is_raised_as_that()
    {
        var shop = await OpenAsync();

        Assert.All(
            [
                await Assert.ThrowsAsync<OutOfStockException>(() => shop.TakeAsync("sold", 1)),
                await Assert.ThrowsAsync<OutOfStockException>(() => shop.OrderAsync("sold", 1).AsTask()),
            ],
            error => Assert.Equal(("sold", 0, true, Grade.Good), (error.Item, error.Left, error.IsEmpty, error.Shelf)));
    }

    [ContractFact]
    public async Task One_of_the_platform_has_its_properties_too()
    {
        var shop = await OpenAsync();

        var error = await Assert.ThrowsAsync<ArgumentException>(() => shop.OrderAsync("", 1).AsTask());

        Assert.Equal("item", error.ParamName);
        Assert.IsType<RemoteException>(error.InnerException);
    }

    [ContractFact]
    public async Task A_property_that_may_not_be_null_may_be_null_all_the_same() =>
        Assert.Null((await Assert.ThrowsAsync<OutOfStockException>(async () => await (await OpenAsync()).TakeAsync("broken", 1))).Notes);

    [ContractFact]
    public async Task A_server_that_hides_failures_tells_what_is_declared()
    {
        var shop = await OpenAsync(new RpcServerOptions { HideUndeclaredFailures = true });

        Assert.Equal(3, (await Assert.ThrowsAsync<OutOfStockException>(() => shop.TakeAsync("saw", 4))).Left);
    }

    [ContractFact]
    public async Task A_caller_without_the_contract_gets_it_as_data_with_its_properties()
    {
        await OpenAsync();
        var client = await ClientAsync();

        var error = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "take", new { item = "saw", count = 4 }));

        Assert.Equal(("OutOfStockException", "There are 3 of saw."), (error.TypeName, error.RemoteMessage));
        Assert.Equal("""{"item":"saw","left":3,"shelf":"good","notes":["again","tomorrow"]}""", error.KeywordArguments.ToString());
    }

    [ContractFact]
    public async Task A_class_of_Python_is_raised_as_the_exception_that_names_it()
    {
        var server = await ServeRawAsync();
        var shop = (await ClientAsync()).As<IShop>();

        var error = await Assert.ThrowsAsync<OutOfStockException>(() => FailAsync("a", "OutOfStock", "shop.errors", """{"item": "saw", "left": 1, "shelf": "good"}"""));
        Assert.Equal(("saw", 1, Grade.Good), (error.Item, error.Left, error.Shelf));

        // Its author may not have thought of them.
        error = await Assert.ThrowsAsync<OutOfStockException>(() => FailAsync("b", "OutOfStock", "shop.errors", "{}"));
        Assert.Equal((null, 0, null), (error.Item, error.Left, error.Shelf));

        await Assert.ThrowsAsync<RemoteException>(() => FailAsync("c", "OutOfStock", "other.errors", "{}"));
        await Assert.ThrowsAsync<RemoteException>(() => FailAsync("d", "OtherError", "shop.errors", "{}"));

        async Task FailAsync(string item, string typeName, string module, string named)
        {
            var call = shop.TakeAsync(item, 4);
            var request = await server.Requests.WaitForAsync(came => came.Content["args"]["item"].GetString() == item, $"the call about {item}");
            await request.ReplyAsync("null", ending: true, Failure(typeName, module, named));
            await call;
        }
    }

    [ContractFact]
    public async Task What_cannot_be_made_stays_data_and_is_logged()
    {
        Log.Expect("RemoteExceptionNotMade");
        var server = await ServeRawAsync();
        var shop = (await ClientAsync()).As<IShop>();

        var call = shop.TakeAsync("saw", 4);
        await (await server.WaitForAsync("take")).ReplyAsync("null", ending: true, Failure("OutOfStock", "shop.errors", """{"left": "one"}"""));

        Assert.Equal("no", (await Assert.ThrowsAsync<RemoteException>(() => call)).RemoteMessage);
        await Log.WaitForAsync("RemoteExceptionNotMade");
    }

    private static string Failure(string typeName, string module, string named) =>
        $$"""{"class": "{{typeName}}", "module": "{{module}}", "message": "no", "tb": [], "args": ["no"], "kwargs": {{named}}}""";

    private async Task<IShop> OpenAsync(RpcServerOptions? options = null)
    {
        await ServeAsync("server-1", options ?? new RpcServerOptions(), RpcEndpoint.For<IShop>(new Shop()));
        return (await ClientAsync()).As<IShop>();
    }
}
