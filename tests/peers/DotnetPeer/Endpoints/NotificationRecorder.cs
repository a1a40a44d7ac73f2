using System.Collections.Concurrent;
using Messaging;

namespace DotnetPeer.Endpoints;

/// <summary>Says what arrives, and asks for each notification once more when it is told to.</summary>
/// <param name="requeueFirst">Whether the first delivery of each is to come again.</param>
/// <param name="count">How many are enough; null for any number.</param>
/// <param name="listener">Who among several says it, with the payload as text; null for one alone.</param>
internal sealed class NotificationRecorder(bool requeueFirst, int? count = null, int? listener = null)
{
    private readonly ConcurrentDictionary<string, bool> _seen = new();
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _handled;

    public int Handled => Volatile.Read(ref _handled);

    public NotificationEndpoint Endpoint(IEnumerable<NotificationPriority> priorities, NotificationFilter filter, bool isBatch) => new(
        priorities.Distinct().Select(priority => isBatch
            ? NotificationHandler.CreateBatch(priority, (batch, _) => new(Take(priority, batch)))
            : NotificationHandler.Create(priority, (notification, _) => new(Take(notification)))),
        filter);

    /// <summary>Until enough were handled, the time is over, or a signal comes, which fires the token.</summary>
    public async Task WaitAsync(double? seconds, CancellationToken cancellationToken) =>
        await _done.Task
            .WaitAsync(seconds is { } given ? TimeSpan.FromSeconds(given) : Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private NotificationResult Take(NotificationPriority priority, IReadOnlyList<Notification> batch)
    {
        Say(new() { ["event"] = "batch", ["priority"] = priority, ["size"] = batch.Count });
        var result = NotificationResult.Handled;
        foreach (var notification in batch)
        {
            if (Take(notification) == NotificationResult.Requeue)
            {
                result = NotificationResult.Requeue;
            }
        }

        return result;
    }

    private NotificationResult Take(Notification notification)
    {
        var isFirst = _seen.TryAdd(notification.Metadata.MessageId ?? "", true);
        var result = requeueFirst && isFirst ? NotificationResult.Requeue : NotificationResult.Handled;
        Say(new()
        {
            ["event"] = "notification",
            ["priority"] = notification.Priority,
            ["publisher_id"] = notification.PublisherId,
            ["event_type"] = notification.EventType,
            [listener is null ? "payload" : "json"] = listener is null ? notification.Payload : Output.Text(notification.Payload),
            ["metadata"] = new { notification.Metadata.MessageId, notification.Metadata.Timestamp },
            ["context"] = notification.Context.ToDictionary(value => value.Key, value => value.Value),
            ["result"] = result,
        });
        if (result == NotificationResult.Handled && Interlocked.Increment(ref _handled) >= (count ?? int.MaxValue))
        {
            _done.TrySetResult();
        }

        return result;
    }

    private void Say(Dictionary<string, object?> line)
    {
        if (listener is not null)
        {
            line["listener"] = listener;
        }

        Output.Emit(line);
    }
}
