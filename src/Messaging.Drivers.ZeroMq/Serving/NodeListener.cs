namespace Messaging.Drivers.ZeroMq.Serving;

/// <summary>A server of a node: when it stops, clients are told that it no longer serves.</summary>
/// <param name="node">The node.</param>
/// <param name="queues">Its intake from the queues of the node.</param>
/// <param name="onDisposed">Called when everything of it has ended.</param>
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
