using System.Text.Json;
using Messaging.Interop.Tests.Stage;

namespace Messaging.Interop.Tests.Notifications;

/// <summary>Notifications between the languages: who sends, who listens, and what becomes of what.</summary>
public sealed class CrossingTests(Troupe troupe) : InteropTest(troupe)
{
    private static readonly string[] Priorities = ["audit", "debug", "info", "warn", "error", "critical", "sample"];

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Every_priority_arrives_with_all_that_was_said(Side sender, Side listener)
    {
        await ListenAsync(listener, new());
        foreach (var priority in Priorities)
        {
            await NotifyAsync(sender, new()
            {
                Priority = priority, EventType = $"{Topic}.{priority}", PublisherId = "zoë.host1", Payload = """{"id": 1, "f": 1.0}""",
            });
        }

        foreach (var priority in Priorities)
        {
            var line = await HeardAsync(listener, $"{Topic}.{priority}");
            Assert.Equal(priority, line.GetProperty("priority").GetString());
            Assert.Equal("zoë.host1", line.GetProperty("publisher_id").GetString());
            Assert.Equal(JsonText.Canonical("""{"id": 1, "f": 1.0}"""), JsonText.Canonical(line.GetProperty("json").GetString()!));
            Assert.Matches("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", line.GetProperty("metadata").GetProperty("message_id").GetString());
            Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{6})?$", line.GetProperty("metadata").GetProperty("timestamp").GetString());
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Payloads_of_every_kind_arrive(Side sender, Side listener)
    {
        await ListenAsync(listener, new() { Priorities = ["info"] });
        string[] payloads = ["null", "true", "7", "1208925819614629174706176", "1.0", "-0.0", "NaN", "[Infinity, -Infinity]", "\"\"", "\"zoë \\ud83d\\ude00\"",
            "\"\\ud800\"", "\"\\u0000\"", "[]", "{}", "[[[]]]", "{\"\": {\"message_id\": 1}}", $"\"{new string('x', 300_000)}\""];
        for (var i = 0; i < payloads.Length; i++)
        {
            await NotifyAsync(sender, new() { EventType = $"{Topic}.{i}.", Payload = payloads[i] });
        }

        for (var i = 0; i < payloads.Length; i++)
        {
            var line = await HeardAsync(listener, $"{Topic}.{i}.");
            Assert.Equal(JsonText.Canonical(payloads[i]), JsonText.Canonical(line.GetProperty("json").GetString()!));
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task The_form_without_an_envelope_is_understood(Side sender, Side listener)
    {
        await ListenAsync(listener, new() { Priorities = ["error"] });

        await NotifyAsync(sender, new() { Driver = "messaging", Priority = "error", Payload = "[1]", EventType = Topic });

        Assert.Equal("[1]", (await HeardAsync(listener, Topic)).GetProperty("json").GetString());
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Of_the_context_only_what_is_safe_arrives(Side sender, Side listener)
    {
        await ListenAsync(listener, new() { Priorities = ["info"] });

        await NotifyAsync(sender, new() { Context = """{"user_id": "u", "roles": ["a"], "auth_token": "secret", "mine": 1}""", EventType = Topic });

        var context = (await HeardAsync(listener, Topic)).GetProperty("context");
        Assert.Equal("u", context.GetProperty("user_id").GetString());
        Assert.Equal("a", context.GetProperty("roles")[0].GetString());
        Assert.False(context.TryGetProperty("auth_token", out _));
        Assert.False(context.TryGetProperty("mine", out _));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task What_is_sent_before_anybody_listens_waits(Side sender, Side listener)
    {
        await NotifyAsync(sender, new() { EventType = $"{Topic}.early" });
        await ListenAsync(listener, new() { Priorities = ["info"] });

        await HeardAsync(listener, $"{Topic}.early");
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task What_goes_to_two_topics_is_heard_in_both_under_one_id(Side sender, Side listener)
    {
        await ListenAsync(listener, new() { Topics = [Topic], Priorities = ["info"] });
        await ListenAsync(listener, new() { Topics = [Topic + "-b"], Priorities = ["info"] });

        await NotifyAsync(sender, new() { Topics = [Topic, Topic + "-b"], EventType = $"{Topic}.x" });

        var id = (await HeardAsync(listener, $"{Topic}.x")).GetProperty("metadata").GetProperty("message_id").GetString()!;
        await CountAsync(listener, 2, id);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Each_pool_gets_its_copy_and_the_members_of_one_share(Side sender, Side listener)
    {
        // As many listeners of one pool as there are languages, and one of another.
        await ListenAsync(listener, new() { Pool = $"{Topic}-p1", Priorities = ["info"] });
        await ListenAsync(Other(listener), new() { Pool = $"{Topic}-p1", Priorities = ["info"] });
        await ListenAsync(listener, new() { Pool = $"{Topic}-p2", Priorities = ["info"] });

        await NotifyAsync(sender, new() { EventType = Topic, Count = 10 });

        // Ten for each pool. Who of the two members of the first takes which is the broker's affair.
        for (var (mine, others) = (0, 0); mine + others < 20; (mine, others) = (Heard(listener), Heard(Other(listener))))
        {
            await Task.WhenAny(CountAsync(listener, mine + 1, Topic), CountAsync(Other(listener), others + 1, Topic));
        }

        Assert.Equal(20, Heard(listener) + Heard(Other(listener)));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task What_is_requeued_comes_again(Side sender, Side listener)
    {
        await ListenAsync(listener, new() { RequeueFirst = true, Priorities = ["info"] });

        await NotifyAsync(sender, new() { EventType = Topic });

        await Troupe.Server(listener).WaitForAsync("\"notification\"", Topic, "\"requeue\"");
        await Troupe.Server(listener).WaitForAsync("\"notification\"", Topic, "\"handled\"");
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task What_a_filter_does_not_match_is_passed_over(Side sender, Side listener)
    {
        await ListenAsync(listener, new() { FilterEventType = $"{Topic}\\.start", FilterPublisherId = "compute", Priorities = ["info"] });

        await NotifyAsync(sender, new() { EventType = $"{Topic}.stop", PublisherId = "compute.one" });
        await NotifyAsync(sender, new() { EventType = $"{Topic}.start", PublisherId = "network.one" });
        await NotifyAsync(sender, new() { EventType = $"{Topic}.start.end", PublisherId = "compute.one" });

        await HeardAsync(listener, $"{Topic}.start.end");
        Assert.Equal(1, Heard(listener));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Batches_are_filled(Side sender, Side listener)
    {
        await NotifyAsync(sender, new() { EventType = Topic, Count = 6, Payload = "1" });

        var answer = await Troupe.Server(listener).AskAsync(
            new() { Op = "listen", Topics = [Topic], BatchSize = 3, BatchTimeout = 300, Priorities = ["info"] });
        var id = answer.EnsureOk().Line.GetProperty("id").GetInt32();

        await CountAsync(listener, 6, Topic);
        var sizes = Troupe.Server(listener).LinesWith("\"batch\"").Select(line => JsonElement.Parse(line))
            .Where(line => line.GetProperty("listener").GetInt32() == id).Select(line => line.GetProperty("size").GetInt32());
        Assert.Equal([3, 3], sizes);
    }

    private async Task ListenAsync(Side side, PeerRequest request) =>
        (await Troupe.Server(side).AskAsync(request with { Op = "listen", Topics = request.Topics ?? [Topic] })).EnsureOk();

    private async Task NotifyAsync(Side side, PeerRequest request) =>
        (await Troupe.Client(side).AskAsync(request with { Op = "notify", Topics = request.Topics ?? [Topic] })).EnsureOk();

    private Task<JsonElement> HeardAsync(Side listener, string eventType) => Troupe.Server(listener).WaitForAsync("\"notification\"", eventType);

    private int Heard(Side listener) => Troupe.Server(listener).LinesWith("\"notification\"", Topic).Count;

    private Task CountAsync(Side listener, int count, string part) =>
        Troupe.Server(listener).WaitForCountAsync(count, "\"notification\"", part);
}
