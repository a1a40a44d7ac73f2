using System.Text.Json;
using Messaging.Interop.Tests.Stage;

namespace Messaging.Interop.Tests.Serving;

/// <summary>Many at once, and much at once.</summary>
public sealed class ManyCallsTests(Troupe troupe) : InteropTest(troupe)
{
    [Theory]
    [MemberData(nameof(Crossing))]
    public async Task A_result_of_ten_megabytes_arrives(Side client, Side server)
    {
        await ServeAsync(server, "one");

        Assert.Equal(10_000_002, (await CallAsync(client, "blob", """{"size": 10000000}""")).Length);
    }

    [Theory]
    [MemberData(nameof(Crossing))]
    public async Task An_argument_of_ten_megabytes_arrives(Side client, Side server)
    {
        await ServeAsync(server, "one");
        var value = $"\"{new string('y', 10_000_000)}\"";

        Assert.Equal(value, await CallAsync(client, "echo", $$"""{"value": {{value}}}"""));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Two_clients_that_look_alike_get_each_their_own_answers(Side client, Side server)
    {
        await ServeAsync(server, "one");

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i =>
            CallAsync(client, "echo", $$"""{"value": {{i}}}""", new() { Transport = $"{Topic}-{i % 2}" })));

        Assert.Equal(Enumerable.Range(0, 60).Select(i => $"{i}"), answers);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Calls_that_are_under_way_together_do_not_wait_for_each_other(Side client, Side server)
    {
        await ServeAsync(server, "one");
        var slow = CallAsync(client, "sleep", """{"seconds": 5}""");

        var quick = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => CallAsync(client, "echo", $$"""{"value": {{i}}}""")));

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), quick);
        Assert.Equal("5", await slow);
    }

    [Theory]
    [MemberData(nameof(Crossing))]
    public async Task Forty_casts_arrive_once_each(Side client, Side server)
    {
        await ServeAsync(server, "one");
        for (var i = 0; i < 40; i++)
        {
            await CastAsync(client, "cast", "record", $$"""{"tag": "{{Topic}}-{{i:d2}}"}""");
        }

        for (var i = 0; i < 40; i++)
        {
            await Troupe.Server(server).WaitForAsync("\"record\"", $"{Topic}-{i:d2}");
        }

        var kept = JsonElement.Parse(await CallAsync(client, "recorded"));
        Assert.Equal(40, kept.EnumerateArray().Select(item => item.GetProperty("tag").GetString()).Distinct().Count());
        Assert.Equal(40, kept.GetArrayLength());
    }
}
