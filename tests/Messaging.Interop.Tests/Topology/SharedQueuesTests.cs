using Messaging.Interop.Tests.Stage;

namespace Messaging.Interop.Tests.Topology;

/// <summary>
/// Queues and exchanges of every kind, declared by one language and then by the other: both declare the same, or the broker would refuse the second.
/// </summary>
public sealed class SharedQueuesTests(Troupe troupe) : InteropTest(troupe)
{
    private const string Stream = "rabbit_stream_fanout=true rabbit_transient_quorum_queue=true rabbit_qos_prefetch_count=10";

    public static TheoryData<string, Side> Kinds => Each(
        "", "amqp_durable_queues=true", "amqp_auto_delete=true", "rabbit_quorum_queue=true",
        "rabbit_quorum_queue=true rabbit_quorum_delivery_limit=3", "rabbit_transient_queues_ttl=60",
        "amqp_durable_queues=true amqp_auto_delete=true");

    public static TheoryData<string, Side> NewerKinds => Each(
        "rabbit_transient_quorum_queue=true", "rabbit_quorum_queue=true rabbit_transient_quorum_queue=true",
        Stream, Stream + " rabbit_quorum_queue=true", Stream + " rabbit_transient_queues_ttl=0");

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task Whoever_declares_first_the_other_joins(string options, Side first) => JoinAsync(options, first);

    [Theory]
    [NeedsPeer(From = "14.7")]
    [MemberData(nameof(NewerKinds))]
    public Task Whoever_declares_what_is_newer_first_the_other_joins(string options, Side first) => JoinAsync(options, first);

    [Theory]
    [NeedsPeer(From = "14.7")]
    [MemberData(nameof(Sides))]
    public async Task Fanouts_of_both_go_through_one_stream(Side first)
    {
        var more = new PeerRequest { Opts = Stream.Split(' ') };
        await ServeAsync(first, $"{first}", more);
        await ServeAsync(Other(first), $"{Other(first)}", more);
        await ServeAsync(first, "another", more);

        var queues = await Troupe.Node.ListQueuesAsync("name", "type", "consumers");
        var stream = Assert.Single(queues, queue => queue.GetProperty("name").GetString()!.StartsWith($"{Topic}_fanout", StringComparison.Ordinal));
        Assert.Equal(
            ($"{Topic}_fanout", "stream", 3),
            (stream.GetProperty("name").GetString(), stream.GetProperty("type").GetString(), stream.GetProperty("consumers").GetInt32()));
    }

    private async Task JoinAsync(string options, Side first)
    {
        var more = new PeerRequest { Exchange = "x" + Topic, Opts = options.Length == 0 ? [] : options.Split(' ') };
        await ServeAsync(first, $"{first}", more);
        await CallAsync(first, "whoami", more: more);
        await ServeAsync(Other(first), $"{Other(first)}", more);

        foreach (var client in new[] { Side.Python, Side.Dotnet })
        {
            foreach (var server in new[] { Side.Python, Side.Dotnet })
            {
                Assert.Equal($"\"{server}\"", await CallAsync(client, "whoami", more: more with { Server = $"{server}" }));
            }

            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => CallAsync(client, "whoami", more: more)));
            Assert.Equal(2, answers.Distinct().Count());

            await CastAsync(client, "fanout", "record", $$"""{"tag": "{{Topic}} of {{client}}"}""", more);
            await Troupe.Server(Side.Python).WaitForAsync("\"record\"", $"{Topic} of {client}");
            await Troupe.Server(Side.Dotnet).WaitForAsync("\"record\"", $"{Topic} of {client}");
        }
    }

    private static TheoryData<string, Side> Each(params string[] kinds)
    {
        var data = new TheoryData<string, Side>();
        foreach (var kind in kinds)
        {
            data.Add(kind, Side.Python);
            data.Add(kind, Side.Dotnet);
        }

        return data;
    }
}
