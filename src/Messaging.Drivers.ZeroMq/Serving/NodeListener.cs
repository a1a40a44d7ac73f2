namespace Messaging.Drivers.ZeroMq.Serving;

/// <summary>A server of a node. When it stops, clients are told that it no longer serves its target.</summary>
/// <param name="node">The node.</param>
/// <param name="queues">Its listener on the node's queues.</param>
/// <param name="onDisposed">Called at the end of its disposal.</param>
internal sealed class NodeListener(Node node, IListener queues, Action<NodeListener> onDisposed) : IListener
{
    private int _stopping;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var stopped = queues.StopAsync(cancellationToken);
        if (Interlocked.Exchange(ref _stopping, 1) == 0)
        {
            node.Announce();
        }

        await stopped.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        await queues.DisposeAsync().ConfigureAwait(false);
        onDisposed(this);
    }
}
