using Messaging.Interop.Tests.Stage;

namespace Messaging.Interop.Tests.Topology;

/// <summary>
/// Queues and exchanges of every kind, declared by one language and then by the other: both declare the same, or the broker would refuse the second.
/// </summary>
public sealed class SharedQueuesTests(Troupe troupe) : InteropTest(troupe)
{
    public static TheoryData<string, Side> Kinds
    {
        get
        {
            var data = new TheoryData<string, Side>();
            foreach (var kind in new[] { "", "amqp_durable_queues=true", "amqp_auto_delete=true", "rabbit_quorum_queue=true",
                "rabbit_quorum_queue=true rabbit_quorum_delivery_limit=3", "rabbit_transient_queues_ttl=60",
                "amqp_durable_queues=true amqp_auto_delete=true" })
            {
                data.Add(kind, Side.Python);
                data.Add(kind, Side.Dotnet);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Whoever_declares_first_the_other_joins(string options, Side first)
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
}
