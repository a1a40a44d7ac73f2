using System.Text;
using Messaging.AspNetCore.Tests.Support;

namespace Messaging.AspNetCore.Tests.Gateway;

/// <summary>What a request is answered with that has no result.</summary>
public sealed class ProblemTests
{
    [Theory]
    [InlineData("""{"a": 1""", "not-json", "cannot be read as JSON")]
    [InlineData("""{"a": NaN, "b": 1}""", "not-json", "cannot be read as JSON")]
    [InlineData("""{"a": 1, "a": 2, "b": 1}""", "not-json", "Duplicate")]
    [InlineData("[1, 2]", "invalid-arguments", "JSON array")]
    [InlineData("null", "invalid-arguments", "JSON null")]
    [InlineData("{}", "invalid-arguments", "'a'")]
    [InlineData("""{"a": "x", "b": 1}""", "invalid-arguments", "'a'")]
    [InlineData("""{"a": 1, "b": 1, "c": 1}""", "invalid-arguments", "'c'")]
    public async Task What_does_not_fit_is_400(string body, string kind, string detail)
    {
        await using var world = await World.StartAsync();

        var problem = await world.Gateway.PostAsync("/rpc/calc/add", body).ProblemAsync(400);

        Assert.Equal("urn:messaging:" + kind, problem.Text("type"));
        Assert.Contains(detail, problem.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(0, world.Calculator.Calls);
    }

    [Theory]
    [InlineData("/rpc/calc/div", "no method 'div'")]
    [InlineData("/rpc/calc/ADD", "no method 'ADD'")]
    [InlineData("/rpc/other/add", "/rpc/other/add")]
    [InlineData("/rpc/calc/add/more", "/rpc/calc/add/more")]
    [InlineData("/rpc/calc/not_served", "not_served")]
    public async Task What_is_not_listed_or_not_served_is_404(string path, string detail)
    {
        await using var world = await World.StartAsync();

        var problem = await world.Gateway.PostAsync(path, "{}").ProblemAsync(404);

        Assert.Equal("urn:messaging:method-not-found", problem.Text("type"));
        Assert.Contains(detail, problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_verbs_are_405()
    {
        await using var world = await World.StartAsync();

        using var response = await world.Gateway.Http.GetAsync("/rpc/calc/add");

        Assert.Equal(405, (int)response.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_bound_is_413(bool saysItsLength)
    {
        await using var world = await World.StartAsync(options =>
        {
            World.ListAll(options);
            options.MaxBodySize = 1000;
        });
        HttpContent body = saysItsLength
            ? new StringContent($$"""{"text": "{{new string('x', 2000)}}"}""", Encoding.UTF8, "application/json")
            : new StreamContent(new Chunks(2000)) { Headers = { ContentType = new("application/json") } };

        using (body)
        {
            var problem = await world.Gateway.Http.PostAsync("/rpc/calc/echo", body).ProblemAsync(413);
            Assert.Contains("1000", problem.Text("detail"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_body_over_the_bound_of_Kestrel_is_taken_where_the_gateway_takes_it()
    {
        await using var world = await World.StartAsync(options =>
        {
            World.ListAll(options);
            options.MaxBodySize = 40_000_000;
        });
        var text = new string('x', 31_000_000);

        var echo = await world.Gateway.PostAsync("/rpc/calc/echo", $$"""{"text": "{{text}}"}""").ResultAsync();

        Assert.Equal(text.Length + 2, echo.Length);
    }

    [Fact]
    public async Task JSON_that_nests_too_deep_is_400()
    {
        await using var world = await World.StartAsync(options =>
        {
            World.ListAll(options);
            options.MaxDepth = 5;
        });

        var problem = await world.Gateway.PostAsync("/rpc/calc/echo", """{"text": [[[[[1]]]]]}""").ProblemAsync(400);

        Assert.Equal("urn:messaging:not-json", problem.Text("type"));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=latin1")]
    [InlineData(null)]
    public async Task Another_type_of_content_is_415(string? type)
    {
        await using var world = await World.StartAsync();

        await world.Gateway.PostAsync("/rpc/calc/add", """{"a": 1, "b": 2}""", type, CancellationToken.None).ProblemAsync(415);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("soon")]
    [InlineData("1e3")]
    [InlineData("NaN")]
    public async Task A_timeout_that_is_none_is_400(string value)
    {
        await using var world = await World.StartAsync();

        var problem = await world.Gateway.PostAsync("/rpc/calc/add", "{}", ("Request-Timeout", value)).ProblemAsync(400);

        Assert.Contains("Request-Timeout", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_method_that_fails_is_500_with_class_and_message_and_with_its_trace_only_where_that_is_meant(bool sendTraces)
    {
        await using var world = await World.StartAsync(options =>
        {
            World.ListAll(options);
            options.SendTraces = sendTraces;
        });

        var problem = await world.Gateway.PostAsync("/rpc/calc/fail", "{}").ProblemAsync(500);

        Assert.Equal("urn:messaging:remote-failure", problem.Text("type"));
        Assert.Equal("no such row", problem.Text("detail"));
        Assert.Equal("KeyNotFoundException", problem.Text("class"));
        Assert.Equal("System.Collections.Generic", problem.Text("module"));
        Assert.Equal(sendTraces, problem.TryGetProperty("trace", out var trace) && trace.GetString()!.Contains("Calculator", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_that_the_application_allows_to_be_rebuilt_is_told_as_the_server_said_it()
    {
        await using var world = await World.StartAsync(options: new TransportOptions { RemoteExceptions = new RemoteExceptionMap().Allow<KeyNotFoundException>() });

        var problem = await world.Gateway.PostAsync("/rpc/calc/fail", "{}").ProblemAsync(500);

        Assert.Equal("no such row", problem.Text("detail"));
        Assert.Equal("KeyNotFoundException", problem.Text("class"));
    }

    [Fact]
    public async Task A_topic_that_nobody_serves_is_503_and_says_when_to_try_again()
    {
        using var log = new LogCapture();
        await using var world = await World.StartAsync(
            options =>
            {
                options.Topic("nobody", topic => topic.Methods("add"));
                options.RetryAfter = TimeSpan.FromSeconds(2.5);
            },
            log: log);

        using var response = await world.Gateway.PostAsync("/rpc/nobody/add", "{}");
        var problem = await Task.FromResult(response).ProblemAsync(503);

        Assert.Equal("urn:messaging:no-server", problem.Text("type"));
        Assert.Equal("3", response.Headers.RetryAfter?.ToString());
        Assert.Contains(log.Entries, entry => entry.EventId.Id == 14001 && entry.Exception is NoServerException);
    }

    [Fact]
    public async Task A_transport_that_was_closed_is_502()
    {
        await using var world = await World.StartAsync();
        await world.Server.StopAsync();
        await world.Transport.DisposeAsync();

        var problem = await world.Gateway.PostAsync("/rpc/calc/add", "{}").ProblemAsync(502);

        Assert.Equal("urn:messaging:connection-lost", problem.Text("type"));
    }

    [Fact]
    public async Task A_call_that_gets_no_reply_in_time_is_504()
    {
        await using var world = await World.StartAsync();

        var problem = await world.Gateway.PostAsync("/rpc/calc/wait", "{}", ("Request-Timeout", "0.2")).ProblemAsync(504);

        Assert.Equal("urn:messaging:timeout", problem.Text("type"));
        Assert.Contains("0.2 s", problem.Text("detail"), StringComparison.Ordinal);
    }
}
