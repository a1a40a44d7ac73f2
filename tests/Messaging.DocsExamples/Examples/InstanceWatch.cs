namespace Messaging.DocsExamples.Examples;

// <notification-endpoint>
public sealed class InstanceWatch
{
    // notifications of priority info: what happened, who did it
    public void Info(RpcContext context, string eventType, InstanceFacts payload) =>
        Seen.TrySetResult($"{context["user_id"]}: {payload.Id} is {payload.State}");

    // notifications of priority error; methods for the other priorities look the same
    public async Task<NotificationResult> ErrorAsync(Notification notification, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Failed.TrySetResult(notification.EventType!);
        return NotificationResult.Handled;
    }

    public TaskCompletionSource<string> Seen { get; } = new();

    public TaskCompletionSource<string> Failed { get; } = new();
}

public sealed record InstanceFacts(int Id, string State);
// </notification-endpoint>
