using Messaging.Interop.Tests.Stage;

namespace Messaging.Interop.Tests.Serving;

/// <summary>What servers of both languages do for a caller that sends twice, or is gone when the answer comes.</summary>
public sealed class RawCallerTests(Troupe troupe) : InteropTest(troupe), IAsyncLifetime
{
    private RawPeer _raw = null!;

    public async ValueTask InitializeAsync() => _raw = await RawPeer.ConnectAsync(Troupe.Node);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _raw.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public async Task A_cast_that_is_sent_twice_runs_once(Side server)
    {
        await ServeAsync(server, "one");
        var cast = Cast($"{Topic}", $", \"_unique_id\": \"{Topic[1..]}\"");

        await _raw.SendAsync(Topic, cast);
        await Troupe.Server(server).WaitForAsync("\"record\"", Topic);
        await _raw.SendAsync(Topic, cast);
        await _raw.SendAsync(Topic, Cast($"{Topic}-end"));
        await Troupe.Server(server).WaitForAsync("\"record\"", $"{Topic}-end");

        Assert.Equal(2, Troupe.Server(server).LinesWith("\"record\"", Topic).Count);
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public async Task A_call_that_is_sent_twice_is_answered_once(Side server)
    {
        await ServeAsync(server, "one");
        var call = Call("echo", $$"""{"value": "{{Topic}}"}""", "x1", _raw.Queue, $", \"_unique_id\": \"{Topic[1..]}\"");

        await _raw.SendAsync(Topic, call);
        await _raw.WaitForAsync(reply => reply.Body.Contains("x1", StringComparison.Ordinal));
        await _raw.SendAsync(Topic, call);
        await _raw.SendAsync(Topic, Call("echo", """{"value": 2}""", "x2", _raw.Queue));
        await _raw.WaitForAsync(reply => reply.Body.Contains("x2", StringComparison.Ordinal));

        Assert.Single(_raw.Arrived.Entries, reply => reply.Body.Contains("x1", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Crossing))]
    public async Task A_caller_that_is_gone_holds_nobody_up(Side client, Side server)
    {
        await ServeAsync(server, "one");
        for (var i = 0; i < 20; i++)
        {
            await _raw.SendAsync(Topic, Call("echo", """{"value": 1}""", $"gone{i}", "reply_" + Topic));
        }

        Assert.Equal("\"one\"", await CallAsync(client, "whoami"));
    }

    [Theory]
    [MemberData(nameof(Crossing))]
    public async Task A_caller_that_wants_signs_of_life_and_is_gone_holds_nobody_up(Side client, Side server)
    {
        await ServeAsync(server, "one");
        await _raw.SendAsync(Topic, Call("sleep", """{"seconds": 3}""", "gone", "reply_" + Topic, """, "_timeout": 2.5"""));

        Assert.Equal("4", await CallAsync(client, "sleep", """{"seconds": 4}"""));
        Assert.Equal("\"one\"", await CallAsync(client, "whoami"));
    }

    private static byte[] Cast(string tag, string more = "") =>
        RawPeer.Envelope("{\"method\": \"record\", \"args\": {\"tag\": \"" + tag + "\"}" + more + "}");

    private static byte[] Call(string method, string args, string id, string replyTo, string more = "") =>
        RawPeer.Envelope($$"""{"method": "{{method}}", "args": {{args}}, "_msg_id": "{{id}}", "_reply_q": "{{replyTo}}"{{more}} }""");
}
