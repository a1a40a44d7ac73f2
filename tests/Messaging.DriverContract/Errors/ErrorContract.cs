namespace Messaging.DriverContract;

/// <summary>Every failure reaches the caller as the error that it is, with its facts.</summary>
public abstract class ErrorContract(IDriverFixture fixture) : ContractTests(fixture)
{
    [ContractFact]
    public async Task A_topic_that_nobody_ever_served_is_an_error_at_once()
    {
        var client = await ClientAsync(new RpcClientOptions { Timeout = Timeout.InfiniteTimeSpan });

        var error = await Assert.ThrowsAsync<NoServerException>(() => client.CallAsync(null, "who").WithinLimit());

        Assert.Equal(Topic, error.Target.Topic);
        Assert.Equal("who", error.Method);
        Assert.True(error.IsTransient);
        Assert.Contains(Topic, error.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task A_server_that_is_not_there_is_an_error_at_once_for_calls_and_casts()
    {
        await ServeAsync(Handler.Echo);
        var client = (await ClientAsync(new RpcClientOptions { Timeout = Timeout.InfiniteTimeSpan })).With(server: "nobody");

        var call = await Assert.ThrowsAsync<NoServerException>(() => client.CallAsync(null, "who").WithinLimit());
        var cast = await Assert.ThrowsAsync<NoServerException>(() => client.CastAsync(null, "who").WithinLimit());

        Assert.All([call, cast], error => Assert.Equal("nobody", error.Target.Server));
        Assert.Equal(1, await client.With(server: "server-1").CallAsync<int>(null, "echo", new { value = 1 }));
    }

    [ContractFact]
    public async Task A_method_that_is_not_there_is_named()
    {
        await ServeAsync(Handler.Echo);
        var client = await ClientAsync();

        var error = await Assert.ThrowsAsync<MethodNotFoundException>(() => client.CallAsync(null, "ekko", new { value = 1 }));

        Assert.Equal("ekko", error.Method);
        Assert.StartsWith("Endpoint does not support RPC method ekko. The call was to topic", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Check the name, the namespace and the version, and whether the server is of an older release.", error.Message, StringComparison.Ordinal);
        Assert.Equal("Endpoint does not support RPC method ekko", error.RemoteMessage);
        Assert.False(error.IsTransient);
    }

    [ContractFact]
    public async Task An_error_of_a_method_arrives_with_type_module_message_and_trace()
    {
        Log.Expect("MethodFailed");
        await ServeAsync("server-1", new RpcServerOptions { SendTraces = true }, Handler.DoesLater("fail", async _ =>
        {
            await Task.Yield();
            throw new KeyNotFoundException("no \"ключ\" 😀\nsecond line");
        }));
        var client = await ClientAsync();

        var error = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "fail"));

        Assert.Equal("KeyNotFoundException", error.TypeName);
        Assert.Equal("System.Collections.Generic", error.Module);
        Assert.Equal("no \"ключ\" 😀\nsecond line", error.RemoteMessage);
        Assert.Equal(error.RemoteMessage, error.Arguments[0].GetString());
        Assert.Contains(nameof(ErrorContract), error.RemoteTrace, StringComparison.Ordinal);
        Assert.Contains("KeyNotFoundException", error.Message, StringComparison.Ordinal);
        Assert.Contains(error.RemoteTrace, error.ToString(), StringComparison.Ordinal);
        var logged = await Log.WaitForAsync("MethodFailed");

        // Its message has two lines: the log gets it inside one whose text is plain.
        Assert.IsType<KeyNotFoundException>(logged.Exception?.InnerException);
    }

    [ContractFact]
    public async Task Traces_stay_at_home_unless_the_server_is_told_to_send_them()
    {
        Log.Expect("MethodFailed");
        await ServeAsync(Handler.Does("fail", _ => throw new InvalidOperationException("no")));
        var client = await ClientAsync();

        var error = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "fail"));

        Assert.Equal("", error.RemoteTrace);
        Assert.Equal("no", error.RemoteMessage);
    }

    [ContractFact]
    public async Task What_a_method_does_not_declare_is_told_by_its_type_and_an_id_when_the_server_is_told_so()
    {
        Log.Expect("FailureHidden");
        await ServeAsync("server-1", new RpcServerOptions { HideUndeclaredFailures = true, SendTraces = true },
            Handler.Does("fail", _ => throw new InvalidOperationException("the password is tea")),
            Handler.Does("refuse", call => throw new ArgumentException(call.Argument<int>("value").ToString())));
        var client = await ClientAsync();

        var error = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "fail"));
        var logged = await Log.WaitForAsync("FailureHidden");

        Assert.Equal("InvalidOperationException", error.TypeName);
        Assert.DoesNotContain("tea", error.ToString(), StringComparison.Ordinal);
        var id = Assert.Single(error.RemoteMessage.TrimEnd('.').Split(' '), word => word.Length == 32);
        Assert.Contains(id, logged.Message, StringComparison.Ordinal);
        Assert.Contains("tea", logged.Exception!.ToString(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidArgumentsException>(() => client.CallAsync(null, "refuse", new { wrong = 1 }));
    }

    [ContractFact]
    public async Task An_allowed_exception_is_raised_as_itself_and_every_other_is_not()
    {
        Log.Expect("MethodFailed");
        await ServeAsync(
            Handler.Does("mine", _ => throw new ContractException("mine")),
            Handler.Does("text", _ => throw new FormatException("text")),
            Handler.Does("other", _ => throw new ArgumentException("other")));
        var allowed = new RemoteExceptionMap().Allow<ContractException>()
            .Allow("FormatException", "System", f => new InvalidDataException("built", f));
        var client = new RpcClient(await OpenAsync(o => o.RemoteExceptions = allowed), new Target { Topic = Topic });

        var mine = await Assert.ThrowsAsync<ContractException>(() => client.CallAsync(null, "mine"));
        var text = await Assert.ThrowsAsync<InvalidDataException>(() => client.CallAsync(null, "text"));
        await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "other"));

        Assert.Equal("mine", mine.Message);
        Assert.IsType<RemoteException>(mine.InnerException);
        Assert.Equal("text", Assert.IsType<RemoteException>(text.InnerException).RemoteMessage);
    }

    [ContractFact]
    public async Task An_error_that_comes_from_a_third_server_keeps_its_names()
    {
        Log.Expect("MethodFailed");
        var inner = new RpcClient(await ServerSideAsync(), new Target { Topic = Topic });
        await ServeAsync(
            Handler.Runs("outer", call => inner.CallAsync(call.Context, "inner")),
            Handler.Does("inner", _ => throw new TimeoutException("deep")));
        var client = await ClientAsync();

        var error = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "outer"));

        Assert.Equal(("TimeoutException", "System", "deep"), (error.TypeName, error.Module, error.RemoteMessage));
    }

    [ContractFact]
    public async Task An_exception_is_sent_as_its_server_describes_it_and_passed_on_so()
    {
        Log.Expect("MethodFailed");
        var names = new RemoteExceptionMap().Name<ContractException>(
            error => error.Message.Length == 0
                ? throw new InvalidOperationException("no description")
                : new RemoteException("PeerError", "app.errors", "told: " + error.Message, RpcValue.Parse("[\"a\", 1.0]"), RpcValue.Parse("{\"code\": 42}")));
        var server = Own(new RpcServer(
            await OpenAsync(o => o.RemoteExceptions = names), new Target { Topic = Topic, Server = "described" },
            new RpcEndpoint([
                Handler.Does("inner", _ => throw new ContractException("boom")),
                Handler.Does("silent", _ => throw new ContractException("")),
            ])));
        await server.StartAsync().WithinLimit();
        var inner = new RpcClient(await ServerSideAsync(), new Target { Topic = Topic, Server = "described" });
        await ServeAsync("outer", new RpcServerOptions(), Handler.Runs("outer", call => inner.CallAsync(call.Context, "inner")));
        var client = await ClientAsync();

        var direct = await Assert.ThrowsAsync<RemoteException>(() => client.With(server: "described").CallAsync(null, "inner"));
        var passedOn = await Assert.ThrowsAsync<RemoteException>(() => client.With(server: "outer").CallAsync(null, "outer"));
        var undescribed = await Assert.ThrowsAsync<RemoteException>(() => client.With(server: "described").CallAsync(null, "silent"));

        foreach (var error in new[] { direct, passedOn })
        {
            Assert.Equal(("ContractException", "told: boom"), (error.TypeName, error.RemoteMessage));
            Assert.Equal(("[\"a\", 1.0]", "{\"code\": 42}"), (error.Arguments.ToString(), error.KeywordArguments.ToString()));
        }

        Assert.Equal("ContractException", undescribed.TypeName);
    }

    [ContractFact]
    public async Task Expected_exceptions_arrive_like_others_and_are_no_errors_in_the_log()
    {
        await ServeAsync(new Careful());
        var client = await ClientAsync();

        var exact = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "find", new { name = "x" }));
        var derived = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "check"));

        Assert.Equal("KeyNotFoundException", exact.TypeName);
        Assert.Equal("ArgumentNullException", derived.TypeName);
        await Log.WaitForAsync("MethodFailedAsExpected");
    }

    [ContractFact]
    public async Task Failures_as_python_writes_them_are_read()
    {
        var server = await ServeRawAsync();
        var client = await ClientAsync();

        var error = await FailAsync("""{"class": "PeerError_Remote", "module": "app.errors_Remote", "message": "boom", "tb": ["Traceback:\n", "PeerError: boom\n"], "args": ["boom", 1], "kwargs": {"code": 42}}""");
        var odd = await FailAsync("\"just text\"");
        var lone = await FailAsync("""{"class": "E", "module": "m", "message": "file \udc80.txt", "tb": [], "args": [], "kwargs": {}}""");

        Assert.Equal(("PeerError", "app.errors", "boom"), (error.TypeName, error.Module, error.RemoteMessage));
        Assert.Equal(42, error.KeywordArguments["code"].GetInt32());
        Assert.Equal("Traceback:\nPeerError: boom\n", error.RemoteTrace);
        Assert.Equal("just text", odd.RemoteMessage);
        Assert.StartsWith("file ", lone.RemoteMessage, StringComparison.Ordinal);

        async Task<RemoteException> FailAsync(string failure)
        {
            var method = $"m{Guid.NewGuid():N}";
            var call = client.CallAsync(null, method);
            await (await server.WaitForAsync(method)).ReplyAsync("null", ending: true, failure);
            return await Assert.ThrowsAsync<RemoteException>(() => call.WithinLimit());
        }
    }

    [ContractFact]
    public async Task A_failure_that_cannot_be_read_is_an_error_and_no_hang()
    {
        var server = await ServeRawAsync();
        var client = await ClientAsync();

        var call = client.CallAsync(null, "broken");
        await (await server.WaitForAsync("broken")).ReplyAsync("null", ending: true, "{not json");

        await Assert.ThrowsAsync<SerializationException>(() => call.WithinLimit());
    }

    /// <summary>A method with exceptions that belong to it.</summary>
    public sealed class Careful
    {
        [RpcMethod(ExpectedExceptions = [typeof(KeyNotFoundException)])]
        public string Find(string name) => throw new KeyNotFoundException(name);

        [RpcMethod("check", ExpectedExceptions = [typeof(IOException), typeof(ArgumentException)])]
        public Task FailLaterAsync() => Task.FromException(new ArgumentNullException("x"));
    }
}
