using System.CommandLine;
using DotnetPeer.Endpoints;
using Messaging;

namespace DotnetPeer.Commands;

/// <summary><c>listen</c>: what oslo_notify.py listen does.</summary>
internal static class ListenCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var topics = new Option<string[]>("--topic") { Required = true };
        var exchange = new Option<string?>("--exchange");
        var priorities = new Option<NotificationPriority[]>("--priority") { Description = "Default: all of them." };
        var pool = new Option<string?>("--pool");
        var batchSize = new Option<int?>("--batch-size");
        var batchTimeout = new Option<double?>("--batch-timeout");
        var eventType = new Option<string?>("--filter-event-type") { Description = "REGEX" };
        var publisherId = new Option<string?>("--filter-publisher-id") { Description = "REGEX" };
        var requeueFirst = new Option<bool>("--requeue-first");
        var count = new Option<int?>("--count") { Description = "Stop after this many handled." };
        var timeout = new Option<double?>("--timeout") { Description = "Stop after this many seconds." };
        var command = new Command("listen", "A notification listener; says ready, notification for each, and stopped.")
        {
            topics, exchange, priorities, pool, batchSize, batchTimeout, eventType, publisherId, requeueFirst, count, timeout,
        };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new NotificationListenerOptions
            {
                Pool = parsed.GetValue(pool),
                AllowRequeue = true,
                BatchSize = parsed.GetValue(batchSize) ?? 1,
                BatchTimeout = parsed.GetValue(batchTimeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan,
            };
            var recorder = new NotificationRecorder(parsed.GetValue(requeueFirst), parsed.GetValue(count));
            var filter = new NotificationFilter(parsed.GetValue(publisherId), parsed.GetValue(eventType));
            var wanted = parsed.GetValue(priorities) is { Length: > 0 } given ? given : Enum.GetValues<NotificationPriority>();
            await using var transport = await common.OpenAsync(parsed, [], cancellationToken);
            await using var listener = NotificationListener.Create(
                transport, [.. parsed.GetRequiredValue(topics).Select(topic => new Target { Topic = topic, Exchange = parsed.GetValue(exchange) })],
                [recorder.Endpoint(wanted, filter, isBatch: options.BatchSize > 1)], options);
            await listener.StartAsync(cancellationToken);
            Output.Emit(new Dictionary<string, object?> { ["event"] = "ready", ["topics"] = parsed.GetRequiredValue(topics), ["pool"] = options.Pool });
            await recorder.WaitAsync(parsed.GetValue(timeout), cancellationToken);
            await listener.StopAsync(CancellationToken.None);
            Output.Emit(new Dictionary<string, object?> { ["event"] = "stopped", ["received"] = recorder.Handled });
            return 0;
        });
        return command;
    }
}
