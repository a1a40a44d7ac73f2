namespace Messaging.DriverContract;

/// <summary>The caller's context travels with calls, casts and fanouts, and may be passed on.</summary>
public abstract class ContextContract(IDriverFixture fixture) : ContractTests(fixture)
{
    [ContractFact]
    public async Task Values_of_every_kind_arrive()
    {
        var context = new RpcContext
        {
            ["user"] = "zoë 😀",
            ["number"] = 42,
            ["big"] = long.MaxValue,
            ["ratio"] = 0.25,
            ["is_admin"] = true,
            ["none"] = RpcValue.Null,
            ["text_none"] = (string?)null,
            ["nested"] = RpcValue.Parse("""{"a": [1, {"b": null}]}"""),
            ["Odd \"name\" é"] = "kept",
            ["_context_twice"] = "kept too",
        };
        await ServeAsync(Handler.Returns("context", call => call.Context.ToDictionary(pair => pair.Key, pair => pair.Value)));
        var client = await ClientAsync();

        var arrived = await client.CallAsync<Dictionary<string, RpcValue>>(context, "context");

        Assert.Equal(context.ToDictionary(), arrived);
    }

    [ContractFact]
    public async Task No_context_is_an_empty_one_and_holds_the_facts_of_the_call()
    {
        await ServeAsync(Handler.Returns("facts",
            call => new { call.Context.Count, call.Context.Method, call.Context.IsCall, call.Context.IsRedelivered, HasTime = call.Context.TimeLeft > TimeSpan.Zero }));
        var client = await ClientAsync();

        var facts = await client.CallAsync(null, "facts");

        Assert.Equal(0, facts["count"].GetInt32(-1));
        Assert.Equal("facts", facts["method"].GetString());
        Assert.True(facts["is_call"].GetBoolean());
        Assert.False(facts["is_redelivered"].GetBoolean(true));
        Assert.True(facts["has_time"].GetBoolean());
    }

    [ContractFact]
    public async Task A_method_passes_its_context_on_with_a_value_of_its_own()
    {
        var transport = await ServerSideAsync();
        var inner = new RpcClient(transport, new Target { Topic = Topic });
        await ServeAsync(
            Handler.Runs("outer", call => inner.CallAsync<string>(call.Context.With("hop", 1), "inner")),
            Handler.Returns("inner", call => $"{call.Context["user"]} {call.Context["hop"]} {call.Context.Method}"));
        var client = await ClientAsync();

        Assert.Equal("ann 1 inner", await client.CallAsync<string>(new RpcContext { ["user"] = "ann" }, "outer"));
    }

    [ContractFact]
    public async Task The_value_that_a_python_server_adds_to_its_contexts_is_taken_off()
    {
        var seen = new TaskCompletionSource<RpcContext>();
        await ServeAsync(Handler.Does("see", call => seen.SetResult(call.Context)));

        await Fixture.PublishRawAsync(
            Topic,
            System.Text.Encoding.UTF8.GetBytes(Raw.Envelope("""{"method": "see", "args": {}, "_context_client_timeout": null, "_context_user": "u"}""")));

        var context = await seen.Task.WithinLimit();
        Assert.Equal(["user"], context.Keys);
        Assert.False(context.IsCall);
        Assert.Null(context.TimeLeft);
    }

    [ContractFact]
    public async Task The_context_of_a_method_may_be_read_after_the_method_has_ended()
    {
        var seen = new TaskCompletionSource<RpcContext>();
        await ServeAsync(Handler.Does("see", call => seen.SetResult(call.Context)), Handler.Echo);
        var client = await ClientAsync();

        await client.CallAsync(new RpcContext { ["user"] = "kept" }, "see");
        var context = await seen.Task.WithinLimit();
        for (var i = 0; i < 20; i++)
        {
            await client.CallAsync(new RpcContext { ["user"] = "another" }, "echo", new { value = i });
        }

        Assert.Equal("kept", context["user"].GetString());
    }

    [ContractFact]
    public async Task Casts_and_fanouts_carry_the_context_too()
    {
        var seen = new Journal<string>();
        await ServeAsync(Handler.Does("see", call => seen.Add($"{call.Argument<string>("kind")} {call.Context["user"]}"), "kind"));
        var client = await ClientAsync();
        var context = new RpcContext { ["user"] = "ann" };

        await client.CastAsync(context, "see", new { kind = "cast" });
        await client.With(fanout: true).CastAsync(context, "see", new { kind = "fanout" });
        client.Cast(context, "see", new { kind = "background" });

        foreach (var kind in new[] { "cast", "fanout", "background" })
        {
            await seen.WaitForAsync(line => line == $"{kind} ann", kind);
        }
    }

    [ContractFact]
    public async Task A_context_that_is_given_once_travels_with_each_call_that_has_none_of_its_own()
    {
        var seen = new Journal<string>();
        await ServeAsync(
            Handler.Returns("who", call => call.Context["user"].GetString("nobody")),
            Handler.Does("see", call => seen.Add($"{call.Argument<string>("kind")} {call.Context["user"]}"), "kind"));
        var client = await ClientAsync();
        var ann = client.With(context: new RpcContext { ["user"] = "ann" });

        Assert.Equal("nobody", await client.CallAsync<string>("who"));
        Assert.Equal("ann", await ann.CallAsync<string>("who"));
        Assert.Equal("ann", (await ann.With(timeout: TimeSpan.FromMinutes(1)).CallAsync("who")).GetString());
        Assert.Equal("ben", await ann.CallAsync<string>(new RpcContext { ["user"] = "ben" }, "who"));
        await ann.CastAsync("see", new { kind = "cast" });
        await ann.With(fanout: true).CastAsync("see", new { kind = "fanout" });
        ann.Cast("see", new { kind = "background" });

        foreach (var kind in new[] { "cast", "fanout", "background" })
        {
            await seen.WaitForAsync(line => line == $"{kind} ann", kind);
        }
    }
}
