using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Sending.Messages;
using Messaging.Drivers.Rabbit.Settings;
using Messaging.Drivers.Rabbit.Topology;
using Messaging.Drivers.Rabbit.Verdicts;

namespace Messaging.Drivers.Rabbit.Sending;

/// <summary>
/// A cast, a fanout or a notification on its way. Its sender waits for the broker's confirm. A message lost with a connection is sent
/// again, with the same bytes, until the deadline.
/// </summary>
internal sealed class CastShipment : Shipment
{
    private readonly OutgoingMessage _message;
    private readonly Publisher _publisher;
    private readonly SenderWait _wait;
    private volatile string? _lostBy;
    private volatile bool _sent;
    private volatile SendStep _whenReturned;

    public CastShipment(OutgoingMessage message, Route route, bool mandatory, Publisher publisher)
        : base(route, mandatory)
    {
        Properties = MessageProperties.For(message, publisher.UserId);
        _message = message;
        _publisher = publisher;
        _wait = new SenderWait(this);
    }

    public override SendKind Kind => _message.Kind switch
    {
        MessageKind.Fanout => SendKind.Fanout,
        MessageKind.Notification => SendKind.Notification,
        _ => SendKind.Cast,
    };

    public override Deadline Deadline => _message.Deadline;

    public override bool IsAbandoned => _wait.HasEnded;

    public override string What => (Kind == SendKind.Notification ? "The notification" : "The cast of") + $" '{_message.Method}'";

    /// <summary>The queue that the servers of a fanout consume from as well.</summary>
    private string TopicQueue => RabbitNames.TopicQueue(_message.Target.Topic!);

    /// <summary>Starts the timeout, and returns the task that the sender awaits once.</summary>
    public ValueTask StartAsync(CancellationToken cancellationToken)
    {
        if (!Deadline.IsInfinite)
        {
            _publisher.Deadlines.Set(_wait, Deadline.TimeLeft);
        }

        return _wait.Start(cancellationToken);
    }

    /// <summary>The sender has its answer: neither the timeout nor the token is watched any more.</summary>
    public void Stop()
    {
        _publisher.Deadlines.Remove(_wait);
        _publisher.Forget(this);
        _wait.Stop();
    }

    /// <summary>The deadline has passed.</summary>
    public void OnDue() => _wait.End(
        IsReturned ? Unroutable()
        : _sent ? new DeliveryException(FormattableString.Invariant(
            $"{What} was not confirmed by the broker within {Deadline.Timeout.TotalSeconds:0.###} s: it may have been delivered or not."),
            isTransient: true)
        : NotInTime(_publisher.Trouble ?? "No channel was free in time."));

    public override void OnSending() => _sent = true;

    public override void OnConfirmed()
    {
        // The broker confirms returned messages as well, and only then may the message be sent again.
        if (IsReturned && !IsAbandoned)
        {
            CarryOut(_whenReturned, new Setback(SendOutcome.Returned));
            return;
        }

        if (Mandatory && !IsReturned)
        {
            Route.OnServed();
        }

        Finish(null);
    }

    public override void SendAgain()
    {
        ForgetReturn();
        _publisher.SendInBackground(this);
    }

    protected override void OnReturned(ReadOnlyMemory<byte> body)
    {
        _whenReturned = Judge(SendOutcome.Returned);
        if (_whenReturned == SendStep.Fail)
        {
            _wait.End(Unroutable());
        }
    }

    protected override SendFacts FactsOf(SendOutcome outcome) => new(
        IsOver: IsAbandoned,
        IsExpected: outcome == SendOutcome.Returned && Kind switch
        {
            SendKind.Fanout => _publisher.ExpectsServersBack(Route),
            SendKind.Notification => _publisher.Declares,
            _ => _publisher.ExpectsServer(Route),
        },
        NeedsServer: _message.Mandatory);

    protected override void CarryOut(SendStep step, in Setback setback)
    {
        if (step is SendStep.AtOnce or SendStep.Soon && setback.End is { Reason: var reason })
        {
            _lostBy = reason;
            RabbitLog.SentAgain(_publisher.Logger, Route.RoutingKey.Value, reason);
        }

        switch (step)
        {
            case SendStep.AtOnce:
                SendAgain();
                break;
            case SendStep.Soon:
                if (setback.Outcome == SendOutcome.Returned && Kind == SendKind.Notification)
                {
                    // The queue was deleted or unbound.
                    _publisher.ForgetTopology(Route);
                }

                _publisher.SendSoon(this);
                break;
            case SendStep.Ask:
                _publisher.RunInBackground(AskAsync());
                break;
            default:
                Finish(step == SendStep.Fail ? ErrorOf(setback) : null);
                break;
        }
    }

    /// <summary>
    /// No queue took a fanout. Without a server that is all right. If servers consume from the topic's queue but none of their own queues
    /// is bound to the fanout exchange, somebody deleted the binding; the servers restore it.
    /// </summary>
    private async Task AskAsync()
    {
        var isServed = await _publisher.Inquiry.CountConsumersAsync(TopicQueue).ConfigureAwait(false) > 0;
        var isExpected = isServed && _publisher.IsMissingBriefly(Route);
        var facts = new SendFacts(IsOver: IsAbandoned, IsExpected: isExpected, IsServed: isServed);
        CarryOut(SendVerdict.Of(Kind, SendOutcome.Returned, facts), new Setback(SendOutcome.Returned));
    }

    /// <summary>Ends the shipment: it is not sent again.</summary>
    private void Finish(Exception? error)
    {
        Body.Dispose();
        _wait.End(error);
    }

    private Exception ErrorOf(in Setback setback) => setback switch
    {
        { Error: TimeoutException timeout } => NotInTime(timeout.Message, timeout),
        { Error: { } error } => error,
        { Outcome: SendOutcome.Returned } => Unroutable(),
        { End: { } end } => ForbiddenBy(end) ?? new DeliveryException(
            $"{What} to '{Route.Exchange.Value}' was refused by the broker: {end.Reason}.", isTransient: false),
        _ => new DeliveryException(
            $"{What} was refused by the broker (basic.nack): its queue is full, or the broker failed.", isTransient: true),
    };

    /// <summary>The error for a message that no queue took, although one should have.</summary>
    private MessagingException Unroutable() => Kind switch
    {
        SendKind.Fanout => new DeliveryException(
            $"The fanout reached no server: servers consume from queue '{TopicQueue}', but none of their queues is bound to exchange "
                + $"'{Route.Exchange.Value}'. They restore the binding when they check it, at least once a minute; if not, restart them.",
            isTransient: true),
        SendKind.Notification => new DeliveryException(
            $"No queue took the notification: none is bound to exchange '{Route.Exchange.Value}' under '{Route.RoutingKey.Value}'. "
                + (_publisher.Declares
                    ? "Something keeps unbinding it."
                    : $"This transport declares nothing ({UrlOptions.Declare}=false): bind it."),
            isTransient: false),
        _ => new NoServerException(_message.Target, _message.Method),
    };

    private DeliveryException NotInTime(string why, Exception? error = null)
    {
        var seconds = Deadline.Timeout.TotalSeconds;
        var fate = _lostBy is { } lost
            ? $"It was sent before the connection was lost ({lost}), so it may have been delivered."
            : "It was not delivered.";
        return new DeliveryException(
            FormattableString.Invariant($"{What} was not sent within {seconds:0.###} s. {fate} {why}"), isTransient: true, error);
    }
}
