using Messaging.Interop.Tests.Malformed;
using Messaging.Interop.Tests.Stage;

namespace Messaging.Interop.Tests.Waiting;

/// <summary>Callers that give up while the server works.</summary>
public sealed class TimeoutTests(Troupe troupe, DeadLetters deadLetters) : InteropTest(troupe), IClassFixture<DeadLetters>
{
    // A machine that stands still for seconds must not let the answer overtake the end of the caller's patience.
    private const double Patience = 1;
    private const double Work = 9;

    [Fact]
    public Task The_call_ends_and_its_late_answer_disturbs_nobody() => WithEachPairAsync(async (pair, topic) =>
    {
        await Troupe.Server(pair.Server).ServeAsync(new() { Topic = topic, Server = "one" });
        var client = Troupe.Client(pair.Client);
        var sleep = new PeerRequest { Topic = topic, Method = "sleep", Args = $$"""{"seconds": {{Work}}}""" };

        AssertTimedOut(pair.Client, await client.AskAsync(sleep with { Timeout = Patience }));

        // As long again as the first: its answer comes meanwhile.
        Assert.Equal($"{Work}", (await client.AskAsync(sleep)).Json);
        Assert.Equal("2", (await client.AskAsync(new() { Topic = topic, Method = "echo", Args = """{"value": 2}""" })).Json);
    });

    [Fact]
    public async Task A_call_that_has_waited_too_long_in_the_queue_is_not_run()
    {
        Assert.NotNull(deadLetters);
        await using var raw = await RawPeer.ConnectAsync(Troupe.Node);
        await raw.TakeDeadLettersAsync(DeadLetters.Exchange);
        await WithEachPairAsync(async (pair, name) =>
        {
            var topic = DeadLetters.Prefix + name;
            var (client, server) = (Troupe.Client(pair.Client), Troupe.Server(pair.Server));
            await server.ServeAsync(new() { Topic = topic, Server = "one" });
            (await server.AskAsync(new() { Op = "stop", Topic = topic, Server = "one" })).EnsureOk();

            AssertTimedOut(pair.Client, await client.AskAsync(
                new() { Topic = topic, Method = "echo", Args = $$"""{"value": "late {{topic}}"}""", Timeout = Patience }));
            await raw.WaitForAsync(message => message.RoutingKey == topic);

            await server.ServeAsync(new() { Topic = topic, Server = "two" });
            Assert.Equal("\"two\"", (await client.AskAsync(new() { Topic = topic, Method = "whoami" })).Json);
            Assert.Empty(server.LinesWith("\"dispatch\"", $"late {topic}"));
        });
    }

    private static void AssertTimedOut(Side client, Answer answer) =>
        Assert.Equal(client == Side.Python ? "MessagingTimeout" : "CallTimeoutException", answer.ErrorType);
}
