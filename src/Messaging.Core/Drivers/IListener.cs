namespace Messaging.Drivers;

/// <summary>A running intake of messages, from <see cref="IDriver.ListenAsync"/>.</summary>
public interface IListener : IAsyncDisposable
{
    /// <summary>How long a message may go without an ending before its broker takes it away. The server acknowledges what still runs by then, and gives back what still waits; with a margin, for it looks every eighth of this time.</summary>
    /// <value><see cref="Timeout.InfiniteTimeSpan"/>: as long as it takes.</value>
    TimeSpan HoldLimit => Timeout.InfiniteTimeSpan;

    /// <summary>Stops the intake: when the task ends, the receiver gets no further message. Those that it has can still be ended and replied to.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the last message was handed over.</returns>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    Task StopAsync(CancellationToken cancellationToken);

    // DisposeAsync (inherited): messages without an ending go back to the broker; what belongs to this listener alone (a fanout queue) is removed.
}
