using Messaging.Drivers.Rabbit.Sending;
using Messaging.Drivers.Rabbit.Sending.Messages;
using Messaging.Drivers.Rabbit.Verdicts;

namespace Messaging.Drivers.Rabbit.Serving.Replies;

/// <summary>
/// A reply on its way back to a caller. A reply lost with a connection is sent again while the caller waits; callers drop duplicates. A
/// reply that was returned because the caller's queue does not exist is retried by <see cref="MissingCallers"/>; one refused because that
/// queue has no leader just now is retried by itself.
/// </summary>
/// <remarks>
/// A reply that got through without trouble is reused once both its users, the sender and the broker, have released it. Any other is left
/// to the garbage collector, because others may refer to it.
/// </remarks>
internal sealed class ReplyShipment : Shipment
{
    private const int SenderAndBroker = 2;

    private readonly Publisher _publisher;
    private readonly MissingCallers _missing;
    private readonly ReplyOutbox? _outbox;
    private Deadline _deadline;
    private int _users = SenderAndBroker;
    private bool _hadTrouble;

    public ReplyShipment(
        Route route, ReadOnlySpan<byte> body, bool mandatory, Deadline deadline, Publisher publisher, MissingCallers missing,
        ReplyOutbox? outbox = null)
        : base(route, mandatory)
    {
        _publisher = publisher;
        _missing = missing;
        _outbox = outbox;
        _deadline = deadline;
        Body.Write(body);
    }

    /// <summary>Why it was not sent, once that is known.</summary>
    public Exception? Error { get; private set; }

    public override SendKind Kind => SendKind.Reply;

    public override Deadline Deadline => _deadline;

    /// <summary>The reply queue of the caller.</summary>
    public string ReplyTo => Route.RoutingKey.Value;

    /// <summary>Whether it is sent to find out whether its caller's queue exists by now.</summary>
    public bool IsProbe { get; private set; }

    /// <summary>The size by which <see cref="MissingCallers"/> counts it.</summary>
    public int KeptBytes { get; set; }

    /// <summary>The size by which it counts among the replies in flight.</summary>
    public int Charge { get; set; }

    /// <summary>The size by which it counts among the replies that their queues refused; null when it is not one of them.</summary>
    public int? RefusedBytes { get; set; }

    public bool IsRefused => RefusedBytes is not null;

    public override string What => "It";

    public override bool NeedsNoConfirm => !IsProbe;

    public override bool IsAbandoned => false;

    /// <summary>Reuses the object for another reply.</summary>
    public void BeginAnew(Route route, ReadOnlySpan<byte> body, Deadline deadline)
    {
        BeginAnew(route);
        _deadline = deadline;
        _users = SenderAndBroker;
        Body.Write(body);
    }

    /// <summary>
    /// Called once by the sender and once by the broker's side when done. After both calls it may become another reply at once.
    /// </summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0 && !_hadTrouble)
        {
            _outbox?.TakeBack(this);
        }
    }

    /// <summary>Sends the reply again after it was returned, or was kept because another reply was returned.</summary>
    public void SendAgain(bool probe)
    {
        _hadTrouble = true;
        ForgetReturn();
        IsProbe = probe;
        _publisher.SendInBackground(this);
    }

    public override void SendAgain() => SendAgain(IsProbe);

    /// <summary>The sender has seen that the reply was not sent.</summary>
    public void EndUnsent() => End(isDelivered: false);

    public override void OnConfirmed()
    {
        // The broker confirms returned messages as well, and only then may the body be sent again.
        if (IsReturned)
        {
            CarryOut(Judge(SendOutcome.Returned), new Setback(SendOutcome.Returned));
        }
        else
        {
            End(isDelivered: true);
        }
    }

    protected override SendFacts FactsOf(SendOutcome outcome) => new(IsOver: Deadline.IsPast);

    protected override void CarryOut(SendStep step, in Setback setback)
    {
        switch (step)
        {
            case SendStep.AtOnce:
                SendAgain(IsProbe);
                break;
            case SendStep.Soon:
                _publisher.SendSoon(this);
                break;
            case SendStep.Keep when setback.Outcome == SendOutcome.Returned:
                _outbox?.Discharge(this);
                _missing.Add(this);
                break;
            case SendStep.Keep when (_outbox is null ? SendVerdict.Pause : _outbox.Keep(this)) is { } pause:
                _publisher.SendSoon(this, pause);
                break;
            case SendStep.Fail when setback.Error is not null && !_hadTrouble:
                // The sender does the rest.
                Error = setback.Error;
                break;
            case SendStep.Fail:
                OnFailed(setback);
                break;
            default:
                End(isDelivered: false);
                break;
        }
    }

    /// <summary>Gives up the reply, and tells its caller if possible.</summary>
    private void OnFailed(in Setback setback)
    {
        var error = setback.Error;
        if (setback.End is { } end)
        {
            _missing.OnRefused(this, end);
            error = ForbiddenBy(end);
        }

        if (error is MessageTooLargeException tooLarge)
        {
            _outbox?.Explain(this, tooLarge);
        }

        End(isDelivered: false);
    }

    private void End(bool isDelivered)
    {
        Body.Dispose();
        _outbox?.Discharge(this);
        if (IsProbe)
        {
            _missing.OnProbed(this, isDelivered);
        }
        else if (isDelivered)
        {
            Release();
        }
    }
}
