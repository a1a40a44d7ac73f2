using Messaging.Diagnostics;
using Messaging.Drivers;
using Messaging.Serialization;
using Microsoft.Extensions.Logging;

namespace Messaging.Listening;

/// <summary>Takes notifications from a driver's listener, reads what they are, and hands them on in batches (of one, mostly). It never throws out and never blocks the driver.</summary>
internal sealed class NotificationLoop : IMessageReceiver, IDisposable
{
    private static readonly TimeSpan CancelGrace = TimeSpan.FromSeconds(2);

    private readonly Transport _transport;
    private readonly NotificationListenerOptions _options;
    private readonly NotificationsInHand _inHand = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly BatchGatherer _gatherer;
    private readonly BatchLanes _lanes;

    public NotificationLoop(Transport transport, IReadOnlyList<Target> targets, NotificationListenerOptions options, NotificationTable table)
    {
        _transport = transport;
        _options = options;
        Logger = transport.LoggerFactory.CreateLogger("Messaging.NotificationListener");
        Topics = string.Join(", ", targets.Select(target => target.Topic)) + (options.Pool is null ? "" : $" (pool {options.Pool})");
        var dispatcher = new NotificationDispatcher(table, _inHand, Topics, options.AllowRequeue, Logger, _stopping.Token);
        _lanes = new BatchLanes(options.Concurrency, dispatcher.DispatchAsync);
        _gatherer = new BatchGatherer(options.BatchSize, options.BatchTimeout, transport.TimeProvider, _lanes.Add);
    }

    public ILogger Logger { get; }

    /// <summary>What is listened to, for the log.</summary>
    public string Topics { get; }

    public void OnMessage(IncomingMessage message, ReadOnlySpan<byte> body)
    {
        NotificationFields fields;
        byte[] content;
        try
        {
            fields = NotificationReader.Read(body, out content);
        }
        catch (Exception e)
        {
            NotificationLog.NotificationRefused(Logger, Topics, e.Message);
            NotificationMetrics.AddReceived("refused");
            message.Reject(e.Message);
            return;
        }

        if (!NotificationPriorities.TryParse(fields.Priority, out var priority))
        {
            NotificationLog.UnknownPriority(Logger, Topics, fields.Priority, fields.EventType);
            NotificationMetrics.AddReceived("refused");
            message.Acknowledge();
            return;
        }

        var delivery = new NotificationDelivery(
            message, new Notification(content, fields, priority, message.Redelivered, _transport.Serializer), fields.UniqueId ?? MessageId.NewUnique());
        if (_inHand.TryAdd(delivery))
        {
            _gatherer.Add(delivery);
            return;
        }

        NotificationLog.NotificationDuplicateDropped(Logger, Topics, fields.EventType);
        NotificationMetrics.AddReceived("duplicate");
    }

    public void OnCancel(MessageId messageId)
    {
        // Nobody waits for a notification.
    }

    /// <summary>No method begins any more: what is waiting, and what still comes until the intake has stopped, will go back.</summary>
    public void Close() => _lanes.Close();

    /// <summary>Gives back what has not begun, and waits for the rest; what takes longer than the drain time is cancelled. The intake has stopped before.</summary>
    /// <returns>The number of notifications that were given back.</returns>
    public async Task<int> DrainAsync(CancellationToken cancellationToken)
    {
        var gathered = _gatherer.TakeGathered();
        var handedBack = 0;
        foreach (var delivery in _lanes.TakeWaiting().SelectMany(batch => batch).Concat(gathered))
        {
            _inHand.End(delivery, NotificationResult.Requeue);
            handedBack++;
        }

        var empty = _inHand.WhenEmpty();
        using var drain = new CancellationTokenSource(_options.DrainTimeout, _transport.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(drain.Token, cancellationToken);
        try
        {
            await empty.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            NotificationLog.ListenerDrainTimedOut(Logger, Topics, _inHand.Count, _options.DrainTimeout.TotalSeconds);
            await CancelAsync(empty).ConfigureAwait(false);
        }

        return handedBack;
    }

    public void Dispose()
    {
        _gatherer.Dispose();

        // The source stays: a method that does not heed its token may still ask for it.
    }

    /// <summary>Methods that heed their token get the time to end; what the others hold goes back to the broker without them.</summary>
    private async Task CancelAsync(Task empty)
    {
        try
        {
            await _stopping.CancelAsync().ConfigureAwait(false);
        }
        catch (AggregateException e)
        {
            NotificationLog.ListenerCancelFailed(Logger, Topics, e);
        }

        try
        {
            await empty.WaitAsync(CancelGrace, _transport.TimeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
        }
    }
}
