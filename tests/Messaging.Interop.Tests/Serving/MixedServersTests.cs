using System.Text.Json;
using Messaging.Interop.Tests.Stage;

namespace Messaging.Interop.Tests.Serving;

/// <summary>A Python server and a .NET server of one topic, as while a service moves from one to the other.</summary>
public sealed class MixedServersTests(Troupe troupe) : InteropTest(troupe)
{
    [Theory]
    [MemberData(nameof(Sides))]
    public async Task Both_get_work(Side client)
    {
        await ServeBothAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => CallAsync(client, "whoami")));

        Assert.Equal(["\"Dotnet\"", "\"Python\""], answers.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_directed_call_reaches_the_server_that_it_names(Side client, Side server)
    {
        await ServeBothAsync();
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal($"\"{server}\"", await CallAsync(client, "whoami", more: new() { Server = $"{server}" }));
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_directed_cast_reaches_the_server_that_it_names_and_no_other(Side client, Side server)
    {
        await ServeBothAsync();

        await CastAsync(client, "cast", "record", $$"""{"tag": "{{Topic}}-1"}""", new() { Server = $"{server}" });
        await Troupe.Server(server).WaitForAsync("\"record\"", $"{Topic}-1");
        await CastAsync(client, "cast", "record", $$"""{"tag": "{{Topic}}-2"}""", new() { Server = $"{Other(server)}" });
        await Troupe.Server(Other(server)).WaitForAsync("\"record\"", $"{Topic}-2");

        Assert.Single(Troupe.Server(server).LinesWith("\"record\"", Topic));
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public async Task A_fanout_reaches_both_once(Side client)
    {
        await ServeBothAsync();
        await ServeAsync(Side.Dotnet, "second");

        await CastAsync(client, "fanout", "record", $$"""{"tag": "{{Topic}}"}""", new() { Context = """{"user": "zoë"}""" });

        foreach (var (side, server) in new[] { (Side.Python, "Python"), (Side.Dotnet, "Dotnet"), (Side.Dotnet, "second") })
        {
            await Troupe.Server(side).WaitForAsync("\"record\"", Topic, $"\"{server}\"");
            var kept = JsonElement.Parse(await CallAsync(client, "recorded", more: new() { Server = server }));
            Assert.Equal("zoë", Assert.Single(kept.EnumerateArray()).GetProperty("context").GetProperty("user").GetString());
        }
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public async Task When_one_stops_the_other_has_all_the_work(Side leaving)
    {
        await ServeBothAsync();
        await StopAsync(leaving, $"{leaving}");

        foreach (var client in new[] { Side.Python, Side.Dotnet })
        {
            for (var i = 0; i < 4; i++)
            {
                Assert.Equal($"\"{Other(leaving)}\"", await CallAsync(client, "whoami"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task What_is_cast_while_nobody_serves_is_taken_by_who_comes_next(Side before, Side after)
    {
        await ServeAsync(before, "before");
        await StopAsync(before, "before");
        await CastAsync(Side.Python, "cast", "record", $$"""{"tag": "{{Topic}}-py"}""");
        await CastAsync(Side.Dotnet, "cast", "record", $$"""{"tag": "{{Topic}}-net"}""");

        await ServeAsync(after, "after");

        await Troupe.Server(after).WaitForAsync("\"record\"", $"{Topic}-py", "\"after\"");
        await Troupe.Server(after).WaitForAsync("\"record\"", $"{Topic}-net", "\"after\"");
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_call_waits_for_a_server_that_comes_again(Side client, Side server)
    {
        await ServeAsync(server, "one");
        Assert.Equal("1", await CallAsync(client, "echo", """{"value": 1}"""));
        await StopAsync(server, "one");

        var waiting = CallAsync(client, "echo", """{"value": 2}""");
        await ServeAsync(server, "one");

        Assert.Equal("2", await waiting);
    }

    private Task ServeBothAsync() => Task.WhenAll(ServeAsync(Side.Python, "Python"), ServeAsync(Side.Dotnet, "Dotnet"));
}
