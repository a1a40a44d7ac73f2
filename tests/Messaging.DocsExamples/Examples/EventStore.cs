namespace Messaging.DocsExamples.Examples;

// <notification-batch-endpoint>
public sealed class EventStore
{
    public Task<NotificationResult> InfoAsync(IReadOnlyList<Notification> notifications, CancellationToken cancellationToken) =>
        StoreAsync(notifications, cancellationToken);

    public Task<NotificationResult> ErrorAsync(IReadOnlyList<Notification> notifications, CancellationToken cancellationToken) =>
        StoreAsync(notifications, cancellationToken);

    private async Task<NotificationResult> StoreAsync(IReadOnlyList<Notification> notifications, CancellationToken cancellationToken)
    {
        await Task.Yield();                                     // one write for all of them
        cancellationToken.ThrowIfCancellationRequested();
        Stored.TrySetResult(notifications.Count);
        return NotificationResult.Handled;                      // Requeue: all of them are redelivered
    }

    public TaskCompletionSource<int> Stored { get; } = new();
}
// </notification-batch-endpoint>
