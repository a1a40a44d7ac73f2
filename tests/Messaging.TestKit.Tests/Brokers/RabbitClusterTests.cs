namespace Messaging.TestKit.Tests;

/// <summary>Each test leaves the cluster whole for the next one.</summary>
[NeedsNode]
public sealed class RabbitClusterTests(RabbitClusterTests.Three three) : IClassFixture<RabbitClusterTests.Three>
{
    private readonly RabbitCluster _cluster = three.Cluster;

    [Fact]
    public async Task A_killed_node_is_missed_by_the_others_and_comes_back_to_them()
    {
        var (killed, other) = (_cluster.Nodes[0], _cluster.Nodes[1]);
        var virtualHost = $"v{Guid.NewGuid():N}";

        await killed.KillAsync();

        await _cluster.WaitUntilMissedAsync(killed);
        await other.AddVirtualHostAsync(virtualHost);
        await killed.StartAgainAsync();
        await _cluster.WaitUntilWholeAsync();
        Assert.Contains(await killed.ListAsync("vhosts", "name"), host => host.GetProperty("name").ValueEquals(virtualHost));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_node_that_is_cut_off_notices_it_and_comes_back(bool silently)
    {
        var node = _cluster.Nodes[2];

        if (silently)
        {
            _cluster.IsolateSilently(node);
        }
        else
        {
            _cluster.Isolate(node);
        }

        await _cluster.WaitUntilCutOffAsync(node);
        Assert.Equal(RabbitCluster.PausesMinority ? "false" : "true", await node.RunCtlAsync("--quiet", "eval", "rabbit:is_running()."));
        _cluster.Heal();
        await _cluster.WaitUntilWholeAsync();
        Assert.Equal("true", await node.RunCtlAsync("--quiet", "eval", "rabbit:is_running()."));
    }

    [Fact]
    public async Task The_home_of_a_queue_is_known()
    {
        var home = _cluster.Nodes[1];
        var queue = $"q{Guid.NewGuid():N}";
        await home.RunCtlAsync(
            "eval", $"rabbit_amqqueue:declare({{resource, <<\"/\">>, queue, <<\"{queue}\">>}}, true, false, [], none, <<\"test\">>).");

        Assert.Same(home, await _cluster.HomeOfAsync(queue));
        Assert.Contains(await _cluster.Nodes[0].ListQueuesAsync("name"), row => row.GetProperty("name").ValueEquals(queue));
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => _cluster.HomeOfAsync("nowhere"));
        Assert.Contains("not_found", failure.Message);
    }

    [Fact]
    public void The_url_names_every_node()
    {
        var hosts = string.Join(',', _cluster.Nodes.Select(node => $"guest:guest@127.0.0.1:{node.Port}"));

        Assert.Equal($"rabbit://{hosts}/", _cluster.Url);
    }

    /// <summary>The cluster that the tests share.</summary>
    public sealed class Three : IAsyncLifetime
    {
        // The usual minute until a silent node is missed is long for a test.
        private static readonly NodeSetup Impatient = new() { Silence = TimeSpan.FromSeconds(8) };

        public RabbitCluster Cluster { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Cluster = await RabbitCluster.StartAsync(Impatient);

        public ValueTask DisposeAsync() => Cluster.DisposeAsync();
    }
}
