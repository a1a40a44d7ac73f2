using Messaging.Interop.Tests.Stage;

namespace Messaging.Interop.Tests.Topology;

/// <summary>Queues whose names say whose they are, and that a restarted process takes again: both languages name them alike.</summary>
[NeedsPeer(From = "14.7")]
public sealed class StableNamesTests(Troupe troupe) : InteropTest(troupe), IAsyncDisposable
{
    private string Host => "h" + Topic;

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Queues_of_replies_and_fanouts_have_the_same_form(Side client, Side server)
    {
        await ServeAsync(server, "one", Named("serving"));

        Assert.Equal("1", await CallAsync(client, "echo", """{"value": 1}""", Named("calling")));
        await CastAsync(client, "fanout", "record", $$"""{"tag": "{{Topic}}"}""", Named("calling"));
        await Troupe.Server(server).WaitForAsync("\"record\"", Topic);

        Assert.Equal([$"reply_{Host}:calling:1", $"{Topic}_fanout_{Host}:serving:1"], await OwnQueuesAsync());
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public async Task A_server_that_comes_again_takes_its_queue_with_what_came_meanwhile(Side server)
    {
        var more = Named("serving");
        await using (var first = await PeerDriver.StartAsync(server, Troupe.Url))
        {
            await first.ServeAsync(more with { Topic = Topic, Server = "one" });
            await first.KillAsync();
        }

        await CastAsync(Other(server), "fanout", "record", $$"""{"tag": "{{Topic}}"}""");
        File.Delete(CounterFile("serving"));
        await using var second = await PeerDriver.StartAsync(server, Troupe.Url);
        await second.ServeAsync(more with { Topic = Topic, Server = "one" });

        await second.WaitForAsync("\"record\"", Topic);
        Assert.Equal([$"{Topic}_fanout_{Host}:serving:1"], await OwnQueuesAsync());
    }

    public ValueTask DisposeAsync()
    {
        File.Delete(CounterFile("calling"));
        File.Delete(CounterFile("serving"));
        return default;
    }

    // Where both languages count the queues of a process; a service manager starts a process in a group of its own, which begins anew.
    private string CounterFile(string process) => $"/dev/shm/{Host}_{process}_qmanager";

    private PeerRequest Named(string process) =>
        new() { Opts = ["use_queue_manager=true", $"hostname={Host}", $"processname={process}"] };

    private async Task<IEnumerable<string>> OwnQueuesAsync() => (await Troupe.Node.ListQueuesAsync("name"))
        .Select(queue => queue.GetProperty("name").GetString()!).Where(name => name.Contains(Host, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);
}
