namespace Messaging.DriverContract;

/// <summary>Whatever the user's own types raise becomes an error that says whose they are; what no JSON can stand for is an error too.</summary>
public abstract class UserTypeContract(IDriverFixture fixture) : ContractTests(fixture)
{
    [ContractTheory]
    [InlineData("""{"name": "bad"}""", "no such name")]
    [InlineData("""{"name": "good", "number": -1}""", "no such number")]
    public async Task A_result_that_its_type_does_not_take_is_told_to_the_caller(string result, string why)
    {
        await ServeAsync(Handler.Returns("pick", _ => RpcValue.Parse(result)));
        var client = await ClientAsync();

        var error = await Assert.ThrowsAsync<SerializationException>(() => client.CallAsync<Picky>(null, "pick").WithinLimit());

        Assert.Contains("'pick'", error.Message, StringComparison.Ordinal);
        Assert.Contains($"DivideByZeroException: {why}", error.Message, StringComparison.Ordinal);
        Assert.IsType<DivideByZeroException>(error.InnerException);
    }

    [ContractTheory]
    [InlineData("bad", 1, "no such name")]
    [InlineData("good", -1, "no such number")]
    public async Task An_argument_that_its_type_does_not_take_is_told_to_the_caller(string name, int number, string why)
    {
        await ServeAsync(Handler.Returns("take", call => call.Argument<Picky>("value").Name, "value"));
        var client = await ClientAsync();

        var error = await Assert.ThrowsAsync<InvalidArgumentsException>(
            () => client.CallAsync(null, "take", new { value = new { name, number } }).WithinLimit());

        Assert.Contains("'value'", error.Message, StringComparison.Ordinal);
        Assert.Contains($"DivideByZeroException: {why}", error.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task A_cast_whose_argument_its_type_does_not_take_comes_once()
    {
        var deliveries = 0;
        var options = new RpcServerOptions { RedeliverFailedCasts = true, Dispatch = DispatchPolicy.Ordered() };
        await ServeAsync(
            "server-1",
            options,
            Handler.Does(
                "take",
                call =>
                {
                    Interlocked.Increment(ref deliveries);
                    call.Argument<Picky>("value");
                },
                "value"),
            Handler.Echo);
        var client = await ClientAsync();

        await client.CastAsync(null, "take", new { value = new { name = "bad" } });
        await Log.WaitForAsync("CallRefused");
        Assert.Equal(1, await client.CallAsync<int>(null, "echo", new { value = 1 }).WithinLimit());

        Assert.Equal(1, deliveries);
    }

    [ContractFact]
    public async Task A_factory_that_fails_leaves_the_failure_of_the_server()
    {
        Log.Expect("MethodFailed");
        await ServeAsync(Handler.Does("fail", _ => throw new ContractException("the server's words")));
        var transport = await OpenAsync(options => options.RemoteExceptions.Allow(
            nameof(ContractException), typeof(ContractException).Namespace!, _ => throw new DivideByZeroException("the factory's words")));
        var client = new RpcClient(transport, new Target { Topic = Topic });

        var error = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "fail").WithinLimit());

        Assert.Equal("the server's words", error.RemoteMessage);
        Assert.Contains("factory's words", (await Log.WaitForAsync("RemoteExceptionNotMade")).ToString(), StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task A_result_whose_property_fails_is_told_to_the_caller()
    {
        Log.Expect("MethodFailed");
        await ServeAsync(Handler.Returns("break", _ => new Broken()));
        var client = await ClientAsync();

        var error = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "break").WithinLimit());

        Assert.Equal(nameof(SerializationException), error.TypeName);
        Assert.Contains("The result of 'break'", error.RemoteMessage, StringComparison.Ordinal);
        Assert.Contains("DivideByZeroException: no value", error.RemoteMessage, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task An_argument_whose_property_fails_is_told_to_the_caller()
    {
        await ServeAsync(Handler.Echo);
        var client = await ClientAsync();

        var error = await Assert.ThrowsAsync<SerializationException>(
            () => client.CallAsync(null, "echo", new { value = new Broken() }).WithinLimit());

        Assert.Contains("DivideByZeroException: no value", error.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task A_task_in_a_result_or_an_argument_is_an_error_that_names_the_method()
    {
        Log.Expect("MethodFailed");
        await ServeAsync(
            Handler.Returns<object>("task", _ => Task.FromResult(5)), Handler.Returns("inner", _ => new { Later = new ValueTask<int>(5) }), Handler.Echo);
        var client = await ClientAsync();

        var task = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "task").WithinLimit());
        var inner = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "inner").WithinLimit());
        var argument = await Assert.ThrowsAsync<SerializationException>(
            () => client.CallAsync(null, "echo", new { value = Task.FromResult(5) }).WithinLimit());

        Assert.Contains("The result of 'task'", task.RemoteMessage, StringComparison.Ordinal);
        Assert.Contains("is a task", task.RemoteMessage, StringComparison.Ordinal);
        Assert.Contains("The result of 'inner'", inner.RemoteMessage, StringComparison.Ordinal);
        Assert.Contains("is a task", inner.RemoteMessage, StringComparison.Ordinal);
        Assert.Contains("The arguments of 'echo'", argument.Message, StringComparison.Ordinal);
        Assert.Contains("is a task", argument.Message, StringComparison.Ordinal);
    }
}
