namespace Messaging.Drivers.Thrift.Serving;

/// <summary>A server of a port. When the last server of a topic stops, clients are told that nobody serves the topic.</summary>
/// <param name="queues">The listener on the queues of the port.</param>
/// <param name="onStopping">Called once, before it stops.</param>
internal sealed class PortListener(IListener queues, Action onStopping) : IListener
{
    private int _isStopping;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isStopping, 1) == 0)
        {
            onStopping();
        }

        return queues.StopAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        await queues.DisposeAsync().ConfigureAwait(false);
    }
}
