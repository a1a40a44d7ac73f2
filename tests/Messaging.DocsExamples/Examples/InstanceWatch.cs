namespace Messaging.DocsExamples.Examples;

// <notification-endpoint>
public sealed class InstanceWatch
{
    // notifications of priority info: what happened, who did it
    public void Info(RpcContext context, string eventType, InstanceFacts payload) =>
        Seen.TrySetResult($"{context["user_id"]}: {payload.Id} is {payload.State}");

    // of priority error; more of the same in the endpoint's other methods
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
