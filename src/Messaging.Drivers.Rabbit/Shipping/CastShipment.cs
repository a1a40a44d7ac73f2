using System.Threading.Tasks.Sources;
using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Publishing;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit.Shipping;

/// <summary>
/// A cast, or a notification, on its way. Its sender waits for the broker's confirm; what is lost with a connection is sent again, the same bytes, until the
/// deadline. So is what came back because no queue took it, while a server is expected; later, what names no server is gone, as in oslo.messaging.
/// </summary>
internal sealed class CastShipment : Shipment, IValueTaskSource
{
    private readonly OutgoingMessage _message;
    private readonly Publisher _publisher;
    private readonly ILogger _logger;
    private readonly DueEntry _due;
    private RetryEntry? _retry;
    private ManualResetValueTaskSourceCore<bool> _source = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _cancellation;
    private int _ended;
    private volatile string? _lostBy;
    private volatile bool _sent;
    private volatile bool _expectsServer;

    public CastShipment(OutgoingMessage message, Route route, bool mandatory, Publisher publisher, ILogger logger)
        : base(route, mandatory)
    {
        Properties = MessageProperties.For(message);
        _message = message;
        _publisher = publisher;
        _logger = logger;
        _due = new DueEntry(this);
    }

    public override Deadline Deadline => _message.Deadline;

    public override bool IsAbandoned => Volatile.Read(ref _ended) != 0;

    public override string What => (_message.Kind == MessageKind.Notification ? "The notification" : "The cast of") + $" '{_message.Method}'";

    /// <summary>Starts the clock, and returns what the sender awaits, once.</summary>
    public ValueTask StartAsync(CancellationToken cancellationToken)
    {
        if (!Deadline.IsInfinite)
        {
            _publisher.Deadlines.Set(_due, Deadline.TimeLeft);
        }

        if (cancellationToken.CanBeCanceled)
        {
            _cancellation = cancellationToken.UnsafeRegister(
                static (cast, token) => ((CastShipment)cast!).End(new OperationCanceledException(token)), this);
        }

        return new ValueTask(this, _source.Version);
    }

    /// <summary>The sender has its answer: no clock and no token need watch any more.</summary>
    public void Stop()
    {
        _publisher.Deadlines.Remove(_due);
        if (_retry is { } retry)
        {
            _publisher.Deadlines.Remove(retry);
        }

        _cancellation.Dispose();
    }

    /// <summary>Ends the sender's wait, unless it has ended.</summary>
    public void End(Exception? error)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return;
        }

        if (error is null)
        {
            _source.SetResult(true);
        }
        else
        {
            _source.SetException(error);
        }
    }

    public override void OnSending() => _sent = true;

    public override void OnNotSent(Exception error)
    {
        Body.Dispose();
        End(error is TimeoutException ? NotInTime(error.Message, error) : error);
    }

    public override void OnConfirmed()
    {
        // The broker confirms what it returned as well: one that still waits is sent again.
        if (_expectsServer && IsReturned && !IsAbandoned)
        {
            _publisher.Deadlines.Set(_retry ??= new RetryEntry(this), Pause);
            return;
        }

        Body.Dispose();
        if (Mandatory && !IsReturned)
        {
            Route.OnServed();
        }

        End(null);
    }

    public override void OnRefused()
    {
        if (!IsAbandoned && IsWorthAnother())
        {
            _publisher.Deadlines.Set(_retry ??= new RetryEntry(this), Pause);
            return;
        }

        Body.Dispose();
        End(new DeliveryException(
            $"{What} was refused by the broker (basic.nack): its queue is full, or the broker failed.", isTransient: true));
    }

    public override void OnLost(ChannelEnd end)
    {
        if (IsAbandoned || !IsInnocent(end))
        {
            Body.Dispose();
            End(end.Forbids(this) ?? new DeliveryException(
                $"{What} to '{Route.Exchange.Value}' was refused by the broker: {end.Reason}.", isTransient: false));
            return;
        }

        _lostBy = end.Reason;
        RabbitLog.SentAgain(_logger, Route.RoutingKey.Value, end.Reason);
        Route.Forget();
        if (!end.Spares(this))
        {
            // Whoever closes channels may be about to close more.
            _publisher.Deadlines.Set(_retry ??= new RetryEntry(this), Pause);
            return;
        }

        SendAgain();
    }

    void IValueTaskSource.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    protected override void OnReturned(ReadOnlyMemory<byte> body)
    {
        _expectsServer = _publisher.ExpectsServer(Route);
        if (!_expectsServer && _message.Mandatory)
        {
            End(new NoServerException(_message.Target, _message.Method));
        }
    }

    private void SendAgain()
    {
        ForgetReturn();
        _publisher.SendInBackground(this);
    }

    private DeliveryException NotInTime(string why, Exception? error = null)
    {
        var seconds = Deadline.Timeout.TotalSeconds;
        var fate = _lostBy is { } lost
            ? $"It was sent before the connection was lost ({lost}), so it may have been delivered."
            : "It was not delivered.";
        return new DeliveryException(
            FormattableString.Invariant($"{What} was not sent within {seconds:0.###} s. {fate} {why}"), isTransient: true, error);
    }

    private void OnDue() => End(
        IsReturned ? new NoServerException(_message.Target, _message.Method)
        : _sent ? new DeliveryException(FormattableString.Invariant(
            $"{What} was not confirmed by the broker within {Deadline.Timeout.TotalSeconds:0.###} s: it may have been delivered or not."),
            isTransient: true)
        : NotInTime(_publisher.Trouble ?? "No channel was free in time."));

    private sealed class DueEntry(CastShipment cast) : DeadlineEntry
    {
        protected override void OnDue() => cast.OnDue();
    }

    private sealed class RetryEntry(CastShipment cast) : DeadlineEntry
    {
        protected override void OnDue() => cast.SendAgain();
    }
}
