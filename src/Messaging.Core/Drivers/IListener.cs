namespace Messaging.Drivers;

/// <summary>A running listener for messages, from <see cref="IDriver.ListenAsync"/>.</summary>
public interface IListener : IAsyncDisposable
{
    /// <summary>How long a message may stay unsettled before the broker takes it away. By then the server acknowledges messages that are
    /// still running, and gives back those that are still waiting; with a margin, because it checks every eighth of this time.</summary>
    /// <value><see cref="Timeout.InfiniteTimeSpan"/>: no limit.</value>
    TimeSpan HoldLimit => Timeout.InfiniteTimeSpan;

    /// <summary>Stops receiving: when the task completes, the receiver gets no further message. Those that it has can still be settled and
    /// replied to.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes when the last message was handed over.</returns>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    Task StopAsync(CancellationToken cancellationToken);

    // DisposeAsync (inherited): unsettled messages go back to the broker; a queue that belongs to this listener alone (for fanouts) is
    // removed.
}
