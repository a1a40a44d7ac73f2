namespace Messaging.TestKit;

/// <summary>
/// Three <see cref="RabbitNode"/>s that are one broker. Each can be killed, stopped, frozen and started again by itself, and cut off
/// from the others: the ways between the nodes lead through proxies. Before RabbitMQ 4.3 a minority pauses itself, as is recommended
/// (<c>cluster_partition_handling = pause_minority</c>). Disposing kills all nodes and removes their folders.
/// </summary>
public sealed class RabbitCluster : IAsyncDisposable
{
    private const int Size = 3;

    private readonly ClusterLinks _links;

    private RabbitCluster(IReadOnlyList<RabbitNode> nodes)
    {
        Nodes = nodes;
        _links = ClusterLinks.Between(nodes);
    }

    /// <summary>Whether a node without a majority pauses itself: RabbitMQ 4.3 has no such setting any more.</summary>
    public static bool PausesMinority { get; } = RabbitNode.InstalledVersion < new Version(4, 3);

    /// <summary>The nodes, running or not, always in the same order.</summary>
    public IReadOnlyList<RabbitNode> Nodes { get; }

    /// <summary>The transport URL of the virtual host <c>/</c> with all hosts, for the user guest.</summary>
    public string Url => $"rabbit://{string.Join(',', Nodes.Select(node => $"guest:guest@127.0.0.1:{node.Port}"))}/";

    /// <summary>Starts all nodes at the same time, and returns when each knows of all others.</summary>
    /// <param name="setup">What each is to have beside what makes them one.</param>
    /// <exception cref="InvalidOperationException">RabbitMQ is not installed, or a node did not start; the message shows its log.</exception>
    public static Task<RabbitCluster> StartAsync(NodeSetup? setup = null) => RabbitNode.RetryAsync(async () =>
    {
        var cluster = Make(setup ?? new());
        try
        {
            await Task.WhenAll(cluster.Nodes.Select(node => node.StartAgainAsync()));
            await cluster.WaitUntilWholeAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    });

    /// <summary>Waits until every node runs and counts every other to its cluster.</summary>
    /// <exception cref="InvalidOperationException">It did not come to that within <see cref="WaitLimit.Start"/>.</exception>
    public Task WaitUntilWholeAsync() => WaitUntilAsync(
        $"""
        Names = lists:sort([{string.Join(',', Nodes.Select(Quoted))}]),
        Sees = fun(N) -> catch lists:sort(rpc:call(N, rabbit_nodes, all_running, [], 5000)) end,
        Runs = fun(N) -> rpc:call(N, rabbit, is_running, [], 5000) =:= true end,
        Reached = fun() -> lists:all(fun(N) -> Sees(N) =:= Names andalso Runs(N) end, Names) end,
        """,
        "The cluster is not whole.",
        Nodes.First(node => node.IsRunning));

    /// <summary>Waits until the running nodes have noticed that another is not there any more.</summary>
    /// <exception cref="InvalidOperationException">It did not come to that within <see cref="WaitLimit.Start"/>.</exception>
    public Task WaitUntilMissedAsync(RabbitNode node) => WaitUntilAsync(
        $"Reached = fun() -> not lists:member({Quoted(node)}, rabbit_nodes:all_running()) end,",
        $"{node.Name} is not missed.",
        Nodes.First(other => other != node && other.IsRunning));

    /// <summary>
    /// Waits until a node that was cut off has noticed it. Before RabbitMQ 4.3 it pauses itself: it serves no clients, and comes back by
    /// itself. Since then it keeps its clients, and waits for the others with what needs a majority.
    /// </summary>
    /// <exception cref="InvalidOperationException">It did not come to that within <see cref="WaitLimit.Start"/>.</exception>
    public Task WaitUntilCutOffAsync(RabbitNode node) => WaitUntilAsync(
        $"Reached = fun() -> {(PausesMinority ? "not rabbit:is_running()" : "rabbit_nodes:all_running() =:= [node()]")} end,",
        $"{node.Name} has not noticed that it is cut off.",
        node);

    /// <summary>The node that leads a quorum queue, or on which a classic queue lives.</summary>
    /// <param name="queue">The name of the queue.</param>
    /// <param name="virtualHost">Its virtual host.</param>
    /// <exception cref="InvalidOperationException">There is no such queue, or nobody leads it now.</exception>
    public async Task<RabbitNode> HomeOfAsync(string queue, string virtualHost = "/")
    {
        var output = await Nodes.First(node => node.IsRunning).RunCtlAsync(
            "--quiet", "eval",
            $$"""
            case rabbit_amqqueue:lookup(rabbit_misc:r(<<"{{virtualHost}}">>, queue, <<"{{queue}}">>)) of
                {ok, Q} -> amqqueue:qnode(Q);
                Other -> Other
            end.
            """);
        return Nodes.FirstOrDefault(node => output == Quoted(node))
            ?? throw new InvalidOperationException($"No node has the queue '{queue}' now: {output}");
    }

    /// <summary>Cuts a node off from the others: its connections to them are reset and new ones refused. Its clients still reach it.</summary>
    public void Isolate(RabbitNode node) => _links.Cut(node);

    /// <summary>Cuts a node off as a broken network does: nothing arrives any more, and nobody says so.</summary>
    public void IsolateSilently(RabbitNode node) => _links.Stall(node);

    /// <summary>Ends every isolation.</summary>
    public void Heal() => _links.Heal();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Nodes.Select(node => node.DisposeAsync().AsTask()));
        await _links.DisposeAsync();
    }

    private static RabbitCluster Make(NodeSetup setup)
    {
        var cookie = Guid.NewGuid().ToString("N");
        var nodes = Enumerable.Range(0, Size).Select(_ => RabbitNode.Make(cookie)).ToList();
        string[] lines =
        [
            "cluster_partition_handling = pause_minority",
            "cluster_formation.peer_discovery_backend = classic_config",
            .. nodes.Select((node, i) => $"cluster_formation.classic_config.nodes.{i + 1} = {node.Name}"),

            // The first node that holds the common lock finds nobody to join; the usual five seconds of trying are of no use.
            "cluster_formation.discovery_retry_limit = 5",
            "cluster_formation.discovery_retry_interval = 200",
            .. setup.Configuration,
        ];
        foreach (var node in nodes)
        {
            node.Configure(setup with { Configuration = lines });
        }

        return new(nodes);
    }

    private static string Quoted(RabbitNode node) => $"'{node.Name}'";

    // One rabbitmqctl that asks again and again inside the broker: each start of it costs a second of a processor.
    private static async Task WaitUntilAsync(string definition, string failure, RabbitNode asked)
    {
        var tries = (int)WaitLimit.Start.TotalSeconds * 10;
        var output = await asked.RunCtlAsync(
            WaitLimit.Start + WaitLimit.Default,
            "--quiet",
            "eval",
            $$"""
            {{definition}}
            Wait = fun Wait(0) -> false;
                       Wait(Tries) -> Reached() orelse begin timer:sleep(100), Wait(Tries - 1) end
                   end,
            Wait({{tries}}).
            """);
        if (output != "true")
        {
            throw new InvalidOperationException($"{failure} {output}");
        }
    }
}
