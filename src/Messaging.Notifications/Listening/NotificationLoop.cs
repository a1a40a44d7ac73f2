using Messaging.Drivers;
using Messaging.Intake;
using Messaging.Notifications.Diagnostics;
using Messaging.Notifications.Messages;
using Microsoft.Extensions.Logging;

namespace Messaging.Notifications.Listening;

/// <summary>Receives notifications from a driver's listener, reads them, and passes them on in batches (mostly of one). It never throws and
/// never blocks the driver.</summary>
internal sealed class NotificationLoop : IMessageLoop
{
    private readonly Transport _transport;
    private readonly NotificationListenerOptions _options;
    private readonly MessagesInHand<NotificationDelivery> _inHand = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly BatchGatherer _gatherer;
    private readonly BatchLanes _lanes;
    private readonly DeadlineWheel _wheel;
    private readonly HoldLimit<NotificationDelivery> _holdLimit;

    public NotificationLoop(
        Transport transport, IReadOnlyList<Target> targets, NotificationListenerOptions options, NotificationTable table)
    {
        _transport = transport;
        _options = options;
        Logger = transport.LoggerFactory.CreateLogger("Messaging.NotificationListener");
        Topics = string.Join(", ", targets.Select(target => target.Topic)) + (options.Pool is null ? "" : $" (pool {options.Pool})");
        var dispatcher = new NotificationDispatcher(table, Topics, options.AllowRequeue, Logger, _stopping.Token);
        _lanes = new BatchLanes(options.Concurrency, dispatcher.DispatchAsync, this);
        _gatherer = new BatchGatherer(options.BatchSize, options.BatchTimeout, transport.TimeProvider, _lanes.Add);
        _wheel = new DeadlineWheel(transport.TimeProvider);
        _holdLimit = new HoldLimit<NotificationDelivery>(_inHand, _wheel, OnHeldTooLong);
    }

    public ILogger Logger { get; }

    /// <summary>The topics, for the log.</summary>
    public string Topics { get; }

    public int InHand => _inHand.Count;

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
            message.Reject(new Rejection(RejectionReason.Unreadable, e.Message, e));
            message.ReleaseBody();
            return;
        }

        if (!NotificationPriorities.TryParse(fields.Priority, out var priority))
        {
            NotificationLog.UnknownPriority(Logger, Topics, fields.Priority, fields.EventType);
            NotificationMetrics.AddReceived("refused");
            message.Acknowledge();
            message.ReleaseBody();
            return;
        }

        var notification = new Notification(
            content, fields, priority, message.Redelivered, _transport.Serializer, _options.EntitySerializer);
        var delivery = new NotificationDelivery(
            message, notification, fields.UniqueId ?? MessageId.NewUnique(), _transport.TimeProvider, _inHand);
        if (_inHand.Add(delivery) == Arrival.New)
        {
            _gatherer.Add(delivery);
            return;
        }

        message.ReleaseBody();
        NotificationLog.NotificationDuplicateDropped(Logger, Topics, fields.EventType);
        NotificationMetrics.AddReceived("duplicate");
    }

    public void OnTooLarge(IncomingMessage message, OversizedMessage oversized)
    {
        var reason = $"It has {oversized}.";
        NotificationLog.NotificationRefused(Logger, Topics, reason);
        NotificationMetrics.AddReceived("refused");
        message.Reject(new Rejection(RejectionReason.TooLarge, reason));
    }

    // Nobody waits for a notification.
    public bool OnCancel(CallCancel cancel) => false;

    public void KeepWithin(TimeSpan limit) => _holdLimit.Start(limit);

    public void Close() => _lanes.Close();

    public string? NameOf(object run) => (run as NotificationDelivery[])?[0].Notification.EventType;

    public void LogStarvation(string cause, int added) => NotificationLog.ListenerPoolStarved(Logger, Topics, cause, added);

    public async Task<int> DrainAsync(CancellationToken cancellationToken)
    {
        var gathered = _gatherer.TakeGathered();
        var handedBack = _lanes.TakeWaiting().SelectMany(batch => batch).Concat(gathered).Count(static delivery => delivery.TryGiveBack());

        await Draining.WaitAsync(_inHand.WhenEmpty(), _options.DrainTimeout, CancelAllAsync, _transport.TimeProvider, cancellationToken)
            .ConfigureAwait(false);
        return handedBack;
    }

    public ValueTask DisposeAsync()
    {
        _gatherer.Dispose();
        _wheel.Dispose();

        // The source is not disposed: a method that ignores its token may still use it.
        return ValueTask.CompletedTask;
    }

    private void OnHeldTooLong(NotificationDelivery delivery, bool runs)
    {
        if (runs)
        {
            NotificationLog.NotificationAcknowledgedEarly(Logger, delivery.Notification.EventType, Topics, delivery.Age.TotalMinutes);
        }
        else
        {
            NotificationLog.NotificationWaitedTooLong(Logger, delivery.Notification.EventType, Topics, delivery.Age.TotalMinutes);
        }
    }

    private async Task CancelAllAsync()
    {
        NotificationLog.ListenerDrainTimedOut(Logger, Topics, _inHand.Count, _options.DrainTimeout.TotalSeconds);
        try
        {
            await _stopping.CancelAsync().ConfigureAwait(false);
        }
        catch (AggregateException e)
        {
            NotificationLog.ListenerCancelFailed(Logger, Topics, e);
        }
    }
}
