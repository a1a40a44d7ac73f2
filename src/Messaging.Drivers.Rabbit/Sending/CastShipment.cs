using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Sending.Messages;
using Messaging.Drivers.Rabbit.Verdicts;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit.Sending;

/// <summary>
/// A cast on its way. Its sender waits for the broker's confirm; what is lost with a connection is sent again, the same bytes, until the
/// deadline. So is what came back because no queue took it, while a server is expected; later, what names no server is gone, as in oslo.messaging.
/// </summary>
internal class CastShipment : Shipment
{
    private readonly OutgoingMessage _message;
    private readonly ILogger _logger;
    private readonly SenderWait _wait;
    private RetryEntry? _retry;
    private volatile string? _lostBy;
    private volatile bool _sent;
    private volatile bool _expectsServer;

    public CastShipment(OutgoingMessage message, Route route, bool mandatory, Publisher publisher, ILogger logger)
        : base(route, mandatory)
    {
        Properties = MessageProperties.For(message, publisher.UserId);
        _message = message;
        Publisher = publisher;
        _logger = logger;
        _wait = new SenderWait(this);
    }

    public override Deadline Deadline => _message.Deadline;

    public override bool IsAbandoned => _wait.HasEnded;

    protected Publisher Publisher { get; }

    /// <summary>The error for one that no queue took, although some should.</summary>
    protected virtual MessagingException Unroutable => new NoServerException(_message.Target, _message.Method);

    public override string What => (_message.Kind == MessageKind.Notification ? "The notification" : "The cast of") + $" '{_message.Method}'";

    /// <summary>Starts the clock, and returns what the sender awaits, once.</summary>
    public ValueTask StartAsync(CancellationToken cancellationToken)
    {
        if (!Deadline.IsInfinite)
        {
            Publisher.Deadlines.Set(_wait, Deadline.TimeLeft);
        }

        return _wait.Start(cancellationToken);
    }

    /// <summary>The sender has its answer: no clock and no token need watch any more.</summary>
    public void Stop()
    {
        Publisher.Deadlines.Remove(_wait);
        if (_retry is { } retry)
        {
            Publisher.Deadlines.Remove(retry);
        }

        _wait.Stop();
    }

    /// <summary>Ends the sender's wait, unless it has ended.</summary>
    public void End(Exception? error) => _wait.End(error);

    /// <summary>The deadline has come.</summary>
    public void OnDue() => End(
        IsReturned ? Unroutable
        : _sent ? new DeliveryException(FormattableString.Invariant(
            $"{What} was not confirmed by the broker within {Deadline.Timeout.TotalSeconds:0.###} s: it may have been delivered or not."),
            isTransient: true)
        : NotInTime(Publisher.Trouble ?? "No channel was free in time."));

    public override void OnSending() => _sent = true;

    public override void OnNotSent(Exception error)
    {
        Finish(error is TimeoutException ? NotInTime(error.Message, error) : error);
    }

    public override void OnConfirmed()
    {
        // The broker confirms what it returned as well: one that still waits is sent again.
        if (IsReturned && !IsAbandoned)
        {
            if (_expectsServer)
            {
                SendAgainSoon();
            }
            else
            {
                OnNobody();
            }

            return;
        }

        if (Mandatory && !IsReturned)
        {
            Route.OnServed();
        }

        Finish(null);
    }

    public override void OnRefused()
    {
        if (!IsAbandoned && IsWorthAnother())
        {
            SendAgainSoon();
            return;
        }

        Finish(new DeliveryException(
            $"{What} was refused by the broker (basic.nack): its queue is full, or the broker failed.", isTransient: true));
    }

    public override void OnLost(ChannelEnd end)
    {
        if (IsAbandoned || !IsInnocent(end))
        {
            Finish(ForbiddenBy(end) ?? new DeliveryException(
                $"{What} to '{Route.Exchange.Value}' was refused by the broker: {end.Reason}.", isTransient: false));
            return;
        }

        _lostBy = end.Reason;
        RabbitLog.SentAgain(_logger, Route.RoutingKey.Value, end.Reason);
        Route.Forget();
        if (!IsSparedBy(end))
        {
            // Whoever closes channels may be about to close more.
            SendAgainSoon();
            return;
        }

        SendAgain();
    }

    protected override void OnReturned(ReadOnlyMemory<byte> body)
    {
        _expectsServer = IsExpected();
        if (!_expectsServer && _message.Mandatory)
        {
            End(Unroutable);
        }
    }

    /// <summary>No queue took it: whether one is about to, so that it is sent again.</summary>
    protected virtual bool IsExpected() => Publisher.ExpectsServer(Route);

    /// <summary>No queue took it, and none is expected to.</summary>
    protected virtual void OnNobody() => Finish(null);

    /// <summary>It is not sent any more.</summary>
    protected void Finish(Exception? error)
    {
        Body.Dispose();
        End(error);
    }

    protected void SendAgainSoon() => Publisher.Deadlines.Set(_retry ??= new RetryEntry(this), Pause);

    private void SendAgain()
    {
        ForgetReturn();
        Publisher.SendInBackground(this);
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

    private sealed class RetryEntry(CastShipment cast) : DeadlineEntry
    {
        protected override void OnDue() => cast.SendAgain();
    }
}
