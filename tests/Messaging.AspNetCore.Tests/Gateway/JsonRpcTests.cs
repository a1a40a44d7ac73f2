using System.Text.Json;
using Messaging.AspNetCore.Tests.Support;

namespace Messaging.AspNetCore.Tests.Gateway;

/// <summary>JSON-RPC 2.0 on a topic.</summary>
public sealed class JsonRpcTests
{
    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"add","params":{"a":1,"b":2}}""", """{"jsonrpc":"2.0","id":1,"result":3}""")]
    [InlineData("""{"jsonrpc":"2.0","id":"x","method":"nothing"}""", """{"jsonrpc":"2.0","id":"x","result":null}""")]
    [InlineData("""{"jsonrpc":"2.0","id":null,"method":"nothing","params":{}}""", """{"jsonrpc":"2.0","id":null,"result":null}""")]
    [InlineData("""{"jsonrpc":"2.0","id":7.5,"method":"note","params":{"text":"hi"}}""", """{"jsonrpc":"2.0","id":7.5,"result":null}""")]
    public async Task A_request_is_answered(string request, string answer)
    {
        await using var world = await World.StartAsync();

        Assert.Equal(answer, await world.Gateway.PostAsync("/rpc/calc", request).ResultAsync());
    }

    [Theory]
    [InlineData("{", -32700, "null", "not-json")]
    [InlineData("", -32700, "null", "not-json")]
    [InlineData("[]", -32600, "null", "invalid-request")]
    [InlineData("1", -32600, "null", "invalid-request")]
    [InlineData("""{"jsonrpc":"1.0","id":1,"method":"add"}""", -32600, "1", "invalid-request")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":5}""", -32600, "1", "invalid-request")]
    [InlineData("""{"jsonrpc":"2.0","id":{},"method":"add"}""", -32600, "null", "invalid-request")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"add","params":5}""", -32600, "1", "invalid-request")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"div"}""", -32601, "1", "method-not-found")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"add","params":[1,2]}""", -32602, "1", "invalid-arguments")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"add","params":{"c":2}}""", -32602, "1", "invalid-arguments")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"fail"}""", -32000, "1", "remote-failure")]
    public async Task An_error_has_the_code_of_its_kind(string request, int code, string id, string kind)
    {
        await using var world = await World.StartAsync();

        var answer = JsonElement.Parse(await world.Gateway.PostAsync("/rpc/calc", request).ResultAsync());

        Assert.Equal(id, answer.GetProperty("id").GetRawText());
        var error = answer.GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetInt32());
        Assert.NotEqual("", error.Text("message"));
        Assert.Equal("urn:messaging:" + kind, error.GetProperty("data").Text("type"));
    }

    [Fact]
    public async Task The_class_of_a_failure_is_in_its_data()
    {
        await using var world = await World.StartAsync();

        var answer = JsonElement.Parse(await world.Gateway.PostAsync("/rpc/calc", """{"jsonrpc":"2.0","id":1,"method":"fail"}""").ResultAsync());

        Assert.Equal("no such row", answer.GetProperty("error").Text("message"));
        Assert.Equal("KeyNotFoundException", answer.GetProperty("error").GetProperty("data").Text("class"));
    }

    [Fact]
    public async Task A_notification_is_a_cast_and_has_no_answer()
    {
        await using var world = await World.StartAsync();

        using var response = await world.Gateway.PostAsync("/rpc/calc", """{"jsonrpc":"2.0","method":"note","params":{"text":"hi"}}""");

        Assert.Equal(204, (int)response.StatusCode);
        Assert.Equal("hi", await world.Calculator.Noted.WaitAsync(WaitLimit.Default));
    }

    [Fact]
    public async Task A_notification_that_cannot_be_run_has_no_answer_either()
    {
        await using var world = await World.StartAsync();

        using var response = await world.Gateway.PostAsync("/rpc/calc", """{"jsonrpc":"2.0","method":"div"}""");

        Assert.Equal(204, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_batch_is_answered_as_one_and_in_order()
    {
        await using var world = await World.StartAsync();

        var answers = await world.Gateway.PostAsync("/rpc/calc", """
            [{"jsonrpc":"2.0","id":1,"method":"add","params":{"a":1,"b":2}},
             {"jsonrpc":"2.0","method":"note","params":{"text":"batched"}},
             5,
             {"jsonrpc":"2.0","id":2,"method":"sub","params":{"a":5}}]
            """).ResultAsync();

        Assert.StartsWith("""[{"jsonrpc":"2.0","id":1,"result":3},{"jsonrpc":"2.0","id":null,"error":{"code":-32600""", answers, StringComparison.Ordinal);
        Assert.EndsWith(""",{"jsonrpc":"2.0","id":2,"result":4}]""", answers, StringComparison.Ordinal);
        Assert.Equal(3, JsonElement.Parse(answers).GetArrayLength());
        Assert.Equal("batched", await world.Calculator.Noted.WaitAsync(WaitLimit.Default));
    }

    [Fact]
    public async Task The_requests_of_a_batch_run_at_the_same_time()
    {
        await using var world = await World.StartAsync();

        var batch = world.Gateway.PostAsync("/rpc/calc", """
            [{"jsonrpc":"2.0","id":1,"method":"wait"}, {"jsonrpc":"2.0","id":2,"method":"add","params":{"a":1,"b":2}}]
            """).ResultAsync();
        await world.Calculator.Waiting.WaitAsync(WaitLimit.Default);
        Assert.True(SpinWait.SpinUntil(() => world.Calculator.Calls == 1, WaitLimit.Default));
        world.Calculator.Release();

        Assert.Equal("""[{"jsonrpc":"2.0","id":1,"result":"released"},{"jsonrpc":"2.0","id":2,"result":3}]""", await batch);
    }

    [Fact]
    public async Task A_batch_over_the_bound_is_refused_and_nothing_of_it_runs()
    {
        await using var world = await World.StartAsync(options =>
        {
            World.ListAll(options);
            options.MaxBatch = 2;
        });
        var request = """{"jsonrpc":"2.0","id":1,"method":"add","params":{"a":1,"b":2}}""";

        var answer = JsonElement.Parse(await world.Gateway.PostAsync("/rpc/calc", $"[{request},{request},{request}]").ResultAsync());

        Assert.Equal(-32600, answer.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal(0, world.Calculator.Calls);
    }

    [Fact]
    public async Task Bodies_that_are_too_large_or_of_another_type_are_problems_of_HTTP()
    {
        await using var world = await World.StartAsync(options =>
        {
            World.ListAll(options);
            options.MaxBodySize = 100;
        });

        await world.Gateway.PostAsync("/rpc/calc", new string(' ', 200)).ProblemAsync(413);
        await world.Gateway.PostAsync("/rpc/calc", "{}", "text/plain", CancellationToken.None).ProblemAsync(415);
    }

    [Fact]
    public async Task A_client_that_goes_away_cancels_its_batch()
    {
        await using var world = await World.StartAsync();
        using var gone = new CancellationTokenSource();

        var call = world.Gateway.PostAsync("/rpc/calc", """[{"jsonrpc":"2.0","id":1,"method":"wait"}]""", "application/json", gone.Token);
        await world.Calculator.Waiting.WaitAsync(WaitLimit.Default);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await world.Calculator.Cancelled.WaitAsync(WaitLimit.Default);
    }
}
