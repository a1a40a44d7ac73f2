using Messaging.AspNetCore.Tests.Support;

namespace Messaging.AspNetCore.Tests.Gateway;

/// <summary>What POST to a method does.</summary>
public sealed class MethodTests
{
    [Theory]
    [InlineData("add", """{"a": 1, "b": 2}""", "3")]
    [InlineData("sub", """{"a": 1}""", "0")]
    [InlineData("echo", """{"text": "zoë \ud83d\ude00"}""", "\"zoë 😀\"")]
    [InlineData("nothing", "{}", "null")]
    [InlineData("nothing", "", "null")]
    [InlineData("odd", "", "[null,1.5,null]")]
    public async Task A_call_takes_an_object_of_arguments_and_gives_the_result(string method, string arguments, string result)
    {
        await using var world = await World.StartAsync();

        var text = await world.Gateway.PostAsync($"/rpc/calc/{method}", arguments).ResultAsync();

        Assert.Equal(result, text.Contains('\\') ? $"\"{System.Text.Json.JsonElement.Parse(text).GetString()}\"" : text);
    }

    [Theory]
    [InlineData("/rpc/calc/note")]
    [InlineData("/rpc/calc/note?cast")]
    public async Task A_one_way_method_is_accepted_and_not_waited_for(string path)
    {
        await using var world = await World.StartAsync();

        using var response = await world.Gateway.PostAsync(path, """{"text": "hi"}""");

        Assert.Equal(202, (int)response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
        Assert.Equal("hi", await world.Calculator.Noted.WaitAsync(WaitLimit.Default));
    }

    [Fact]
    public async Task A_call_becomes_a_cast_when_its_client_says_so()
    {
        await using var world = await World.StartAsync();

        using var response = await world.Gateway.PostAsync("/rpc/calc/wait?cast", "{}");

        Assert.Equal(202, (int)response.StatusCode);
        await world.Calculator.Waiting.WaitAsync(WaitLimit.Default);
    }

    [Fact]
    public async Task The_client_that_goes_away_cancels_its_call_at_the_server()
    {
        await using var world = await World.StartAsync();
        using var gone = new CancellationTokenSource();

        var call = world.Gateway.PostAsync("/rpc/calc/wait", "{}", "application/json", gone.Token);
        await world.Calculator.Waiting.WaitAsync(WaitLimit.Default);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await world.Calculator.Cancelled.WaitAsync(WaitLimit.Default);
        await world.Gateway.Statuses.WaitForAsync(status => status == 499, "the status");
    }

    [Fact]
    public async Task The_header_says_how_long_the_client_waits_and_the_gateway_how_long_at_most()
    {
        await using var world = await World.StartAsync(options =>
        {
            World.ListAll(options);
            options.Timeout = TimeSpan.FromSeconds(20);
            options.MaxTimeout = TimeSpan.FromSeconds(40);
        });

        var usual = await LeftAsync();
        var asked = await LeftAsync(("Request-Timeout", "10.5"));
        var tooLong = await LeftAsync(("Request-Timeout", "600"));

        Assert.InRange(usual, 11, 20);
        Assert.InRange(asked, 0, 10.5);
        Assert.InRange(tooLong, 21, 40);

        async Task<double> LeftAsync(params (string, string)[] headers) => double.Parse(
            await world.Gateway.PostAsync("/rpc/calc/time_left", "{}", headers).ResultAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_trace_goes_on_at_the_server()
    {
        using var listener = new System.Diagnostics.ActivityListener
        {
            ShouldListenTo = source => source.Name is "Messaging" or "Microsoft.AspNetCore",
            Sample = (ref System.Diagnostics.ActivityCreationOptions<System.Diagnostics.ActivityContext> _) => System.Diagnostics.ActivitySamplingResult.AllData,
        };
        System.Diagnostics.ActivitySource.AddActivityListener(listener);
        await using var world = await World.StartAsync();

        var trace = await world.Gateway.PostAsync(
            "/rpc/calc/trace", "{}", ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")).ResultAsync();

        Assert.Equal("\"0af7651916cd43dd8448eb211c80319c\"", trace);
    }

    [Fact]
    public async Task A_namespace_and_a_version_may_be_asked_for()
    {
        await using var world = await World.StartAsync();

        Assert.Equal("3", await world.Gateway.PostAsync("/rpc/calc/add?version=1.0", """{"a": 1, "b": 2}""").ResultAsync());
        var version = await world.Gateway.PostAsync("/rpc/calc/add?version=2.0", """{"a": 1, "b": 2}""").ProblemAsync(404);
        Assert.Equal("urn:messaging:unsupported-version", version.Text("type"));
        var other = await world.Gateway.PostAsync("/rpc/calc/add?namespace=other", """{"a": 1, "b": 2}""").ProblemAsync(404);
        Assert.Equal("urn:messaging:method-not-found", other.Text("type"));
        await world.Gateway.PostAsync("/rpc/calc/add?version=new", """{"a": 1, "b": 2}""").ProblemAsync(400);
    }
}
