using System.Text.Json;
using Messaging.Interop.Tests.Stage;

namespace Messaging.Interop.Tests.Notifications;

/// <summary>Notifiers and listeners of both languages, as programs with the same options and output.</summary>
public sealed class NotificationTests(Troupe troupe) : InteropTest(troupe)
{
    private const string Payload = """{"text": "zoë 你 🐍", "list": [1, null, 2.5, 1180591620717411303424], "load": NaN}""";

    [Theory]
    [MemberData(nameof(Sides))]
    public async Task A_notification_arrives_whole_in_either_form(Side listener)
    {
        await using var listening = await ListenAsync(listener, "--count", "4", "--priority", "error", "--priority", "critical");
        foreach (var notifier in new[] { Side.Python, Side.Dotnet })
        {
            foreach (var driver in new[] { "messagingv2", "messaging" })
            {
                await NotifyAsync(
                    notifier, "--driver", driver, "--priority", "critical", "--event-type", $"{notifier}.{driver}", "--publisher-id", "host.one",
                    "--payload", Payload, "--context", """{"user_id": "zoë", "auth_token": "secret"}""");
                var got = await LineAsync(listening, $"{notifier}.{driver}");
                Assert.Equal(
                    ["context", "event", "event_type", "metadata", "payload", "priority", "publisher_id", "result"],
                    got.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));
                Assert.Equal("critical", got.GetProperty("priority").GetString());
                Assert.Equal("host.one", got.GetProperty("publisher_id").GetString());
                Assert.Equal("handled", got.GetProperty("result").GetString());
                Assert.Equal("zoë 你 🐍", got.GetProperty("payload").GetProperty("text").GetString());
                Assert.Equal("[1,null,2.5,1180591620717411303424]", got.GetProperty("payload").GetProperty("list").GetRawText().Replace(" ", "", StringComparison.Ordinal));
                Assert.Equal("zoë", got.GetProperty("context").GetProperty("user_id").GetString());
                Assert.False(got.GetProperty("context").TryGetProperty("auth_token", out _));
                Assert.True(Guid.TryParseExact(got.GetProperty("metadata").GetProperty("message_id").GetString(), "D", out _));
                Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{6})?$", got.GetProperty("metadata").GetProperty("timestamp").GetString());
            }
        }

        Assert.Equal(4, (await LineAsync(listening, "\"stopped\"")).GetProperty("received").GetInt32());
        Assert.Equal(0, await listening.Exited.WaitAsync(WaitLimit.Start, Token));
    }

    [Theory]
    [MemberData(nameof(Crossing))]
    public async Task A_notification_waits_is_requeued_and_batched_and_each_pool_has_a_copy(Side notifier, Side listener)
    {
        await NotifyAsync(notifier, "--event-type", "early");
        await using (var first = await ListenAsync(listener, "--requeue-first", "--count", "1"))
        {
            Assert.Equal("requeue", (await LineAsync(first, "\"requeue\"")).GetProperty("result").GetString());
            Assert.Equal("early", (await LineAsync(first, "\"handled\"")).GetProperty("event_type").GetString());
            await LineAsync(first, "\"stopped\"");
        }

        await using var pooled = await ListenAsync(
            listener, "--pool", $"pool-{Topic}", "--filter-event-type", @"wanted\.", "--filter-publisher-id", "host|other", "--count", "1");
        await using var batches = await ListenAsync(listener, "--batch-size", "3", "--count", "3");
        await NotifyAsync(notifier, "--event-type", "un.wanted.1", "--publisher-id", "host.1");
        await NotifyAsync(notifier, "--event-type", "wanted.2", "--publisher-id", "my.host");
        await NotifyAsync(notifier, "--event-type", "wanted.3", "--publisher-id", "host.1");

        Assert.Equal("wanted.3", (await LineAsync(pooled, "\"notification\"")).GetProperty("event_type").GetString());
        Assert.Equal(3, (await LineAsync(batches, "\"batch\"")).GetProperty("size").GetInt32());
        await LineAsync(pooled, "\"stopped\"");
        await LineAsync(batches, "\"stopped\"");
    }

    private static async Task<JsonElement> LineAsync(ChildProcess process, string word) => JsonElement.Parse(
        (await process.Output.WaitForAsync(line => line.Contains(word, StringComparison.Ordinal), word, WaitLimit.Start))
            .Replace("NaN", "\"NaN\"", StringComparison.Ordinal));

    private async Task<ChildProcess> ListenAsync(Side side, params string[] more)
    {
        var listening = ChildProcess.Start(Command(side, "listen", more));
        await LineAsync(listening, "\"ready\"");
        return listening;
    }

    private async Task NotifyAsync(Side side, params string[] more)
    {
        var result = await Processes.RunAsync(Command(side, "notify", more), WaitLimit.Start);
        Assert.True(result.ExitCode == 0, result.Error);
    }

    private System.Diagnostics.ProcessStartInfo Command(Side side, string command, string[] more)
    {
        string[] arguments = [command, "--topic", Topic, .. more];
        return side == Side.Python
            ? PythonPeer.Command("oslo_notify.py", [.. arguments, "--url", Programs.PythonUrl(Troupe.Url)])
            : Programs.Dotnet([.. arguments, "--url", Troupe.Url]);
    }
}
