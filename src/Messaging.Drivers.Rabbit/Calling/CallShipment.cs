using Messaging.Drivers.Rabbit.Consuming.Content;
using Messaging.Drivers.Rabbit.Sending;
using Messaging.Drivers.Rabbit.Sending.Messages;
using Messaging.Drivers.Rabbit.Verdicts;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Calling;

/// <summary>A call on its way. Its sender waits for the reply, not for the broker; the broker ends the wait only with a failure.</summary>
/// <remarks>
/// A call that may run twice is sent again, with the same bytes and ids, when it or its reply queue was lost. A call that the broker
/// returned was never delivered; any such call is sent again while its server is expected back.
/// </remarks>
internal sealed class CallShipment : Shipment
{
    private readonly ReplyWaiter _waiter;
    private readonly ReplyInbox _inbox;
    private readonly Publisher _publisher;
    private volatile string? _note;
    private bool _waitsToBeSent;
    private Sending _sending;
    private bool _wasSentAgain;
    private bool _wasDropped;

    public CallShipment(ReplyWaiter waiter, Route route, bool mandatory, ReplyInbox inbox, Publisher publisher)
        : base(route, mandatory)
    {
        _waiter = waiter;
        _inbox = inbox;
        _publisher = publisher;
        ReplyTo = inbox.Queue;
        waiter.State = this;
    }

    public override SendKind Kind => SendKind.Call;

    public override Deadline Deadline => _waiter.Message.Deadline;

    /// <summary>The reply queue named in the body.</summary>
    public string ReplyTo { get; private set; }

    /// <summary>The epoch of the reply queue in which the request was sent; 0 when it was not.</summary>
    public int Epoch { get; private set; }

    /// <summary>Whether the request may have reached the broker.</summary>
    public bool WasSent => Epoch != 0;

    /// <summary>Whether no queue took the request, according to the broker's last answer.</summary>
    public bool CameBack { get; private set; }

    /// <summary>Whether a server may have the request, and reply to it.</summary>
    public bool MayBeAnswered => WasSent && !IsReturned && !_wasDropped;

    /// <summary>Whether the call may run twice.</summary>
    public bool IsIdempotent => _waiter.Message.IsIdempotent;

    public override string What => $"The call of '{_waiter.Message.Method}'";

    /// <summary>
    /// Whether the call keeps its body while it is in flight: nobody returns the body when the exchange is missing. An exchange that is
    /// deleted automatically is often missing.
    /// </summary>
    protected override bool KeepsBody => IsIdempotent || Route.Plan is { AutoDelete: true };

    /// <summary>The reply is the better confirm.</summary>
    public override bool NeedsNoConfirm => true;

    public override bool IsAbandoned => _waiter.IsEnded;

    /// <summary>Sends the call again, unless that is already under way.</summary>
    /// <param name="why">What was lost.</param>
    public void SendAgain(string why)
    {
        if (!Interlocked.Exchange(ref _waitsToBeSent, true))
        {
            _note = $"The request was sent again: {why}";
            _wasSentAgain = true;
            ForgetReturn();
            _publisher.SendInBackground(this);
        }
    }

    public override void SendAgain() => SendAgain(Retries.Why);

    /// <summary>The call was delivered, but it or its reply may be lost.</summary>
    public void OnReplyInDoubt(string why)
    {
        if (Judge(SendOutcome.ReplyInDoubt) == SendStep.AtOnce)
        {
            SendAgain(why);
        }
    }

    /// <summary>The call was delivered, and its reply queue no longer exists.</summary>
    /// <returns>The error that ends the call; null when it is sent again.</returns>
    public ConnectionLostException? OnReplyQueueGone()
    {
        if (Judge(SendOutcome.ReplyQueueGone) == SendStep.AtOnce)
        {
            SendAgain("the broker no longer had the reply queue.");
            return null;
        }

        return CallErrors.ReplyQueueGone(_waiter.Message);
    }

    /// <summary>Nobody waits for the call any more.</summary>
    public void Stop() => _publisher.Forget(this);

    /// <summary>What is known about a call that timed out.</summary>
    public static string? Describe(ReplyWaiter waiter) => (waiter.State as CallShipment)?.Describe();

    public override ValueTask ReadyAsync(CancellationToken cancellationToken) =>
        _inbox.IsReady ? default : new ValueTask(_inbox.ReadyAsync(Deadline, cancellationToken));

    public override void OnSending()
    {
        // Set now, not when the call was made: the time to live is what remains after waiting for a connection.
        var properties = MessageProperties.For(_waiter.Message, _publisher.UserId);
        Properties = IsCompressed ? MessageProperties.Compressed(properties) : properties;
        _wasDropped = false;
        Epoch = _inbox.Epoch;

        // This sender stores Epoch, then reads the queue's name. The inbox, when it renames the queue, stores the name, then reads the
        // Epoch of each call. With the barrier, either the inbox sees this epoch and ends or resends the call, or this sender sees the new
        // name.
        Interlocked.MemoryBarrier();
        if (!ReferenceEquals(ReplyTo, _inbox.Queue))
        {
            Redirect(_inbox.Queue);
        }

        Interlocked.Exchange(ref _sending, Sending.Begun);
        Volatile.Write(ref _waitsToBeSent, false);
    }

    public override void OnSent()
    {
        var body = Body;
        if (Interlocked.CompareExchange(ref _sending, Sending.Done, Sending.Begun) == Sending.Returned)
        {
            // The broker returned the call before the write ended. Only now may the next attempt begin.
            SendSoon(CallErrors.NobodyServed);
        }
        else if (!KeepsBody)
        {
            body.Dispose();
        }
    }

    public override void OnConfirmed()
    {
        if (!IsReturned)
        {
            CameBack = false;
            if (Mandatory)
            {
                Route.OnServed();
            }

            _note ??= "The request was sent; no reply came.";
        }
    }

    /// <summary>The body went back to the pool when the call was sent; the id in the returned body identifies the call.</summary>
    public override bool IsSame(BasicReturnEventArgs returned)
    {
        Span<byte> id = stackalloc byte[MessageId.TextLength];
        _waiter.Id.WriteTo(id);
        using var content = MessageContent.Read(returned.BasicProperties, returned.Body, new ContentLimits(int.MaxValue));
        return content.Body.IndexOf(id) >= 0;
    }

    protected override void OnReturned(ReadOnlyMemory<byte> body)
    {
        CameBack = true;
        var step = Judge(SendOutcome.Returned);
        if (step == SendStep.Fail)
        {
            CarryOut(step, new Setback(SendOutcome.Returned));
        }
        else if (Interlocked.Exchange(ref _sending, Sending.Returned) == Sending.Done)
        {
            if (!KeepsBody)
            {
                RestoreBody(body);
            }

            CarryOut(step, new Setback(SendOutcome.Returned));
        }
    }

    protected override SendFacts FactsOf(SendOutcome outcome) => new(
        MayRunTwice: IsIdempotent, WasSentAgain: _wasSentAgain,
        IsExpected: outcome == SendOutcome.Returned && _publisher.ExpectsServer(Route));

    protected override void CarryOut(SendStep step, in Setback setback)
    {
        if (setback is { Outcome: SendOutcome.Returned, End: not null })
        {
            _wasDropped = CameBack = true;
        }

        switch (step)
        {
            case SendStep.AtOnce:
                SendAgain(CallErrors.WhyAgain(setback));
                break;
            case SendStep.Soon:
                SendSoon(CallErrors.WhyAgain(setback));
                break;
            case SendStep.Wait when !IsReturned:
                _note = $"The connection was lost ({setback.End?.Reason}) before the broker confirmed the request: it may not have been "
                    + "delivered.";
                break;
            case SendStep.Fail when setback.Error is { } error:
                EndUnsent(error);
                break;
            case SendStep.Fail:
                _waiter.Fail(CallErrors.Of(setback, _waiter.Message, setback.End is { } end ? ForbiddenBy(end) : null));
                break;
        }
    }

    private void SendSoon(string why)
    {
        Retries.Why = why;
        _publisher.SendSoon(this);
    }

    private void EndUnsent(Exception error)
    {
        // A call that may be sent again keeps its body, but not for the pool: its last write may end after the call.
        if (!KeepsBody)
        {
            Body.Dispose();
        }

        if (error is TimeoutException)
        {
            // The call is about to end by its own deadline; this is the explanation.
            _note = "The request was not sent: " + error.Message;
        }
        else
        {
            _waiter.Fail(error);
        }
    }

    /// <summary>Puts the new name of the reply queue into the body.</summary>
    private void Redirect(string queue)
    {
        if (ReplyAddress.Replace(Body, ReplyTo, queue))
        {
            ReplyTo = queue;
            return;
        }

        _waiter.Fail(CallErrors.ReplyQueueOutOfReach(_waiter.Message, ReplyTo));
    }

    /// <summary>What is known about a call that timed out.</summary>
    private string Describe()
    {
        if (_note is { } note)
        {
            return note;
        }

        var sent = WasSent ? "The request was sent, but not confirmed by the broker." : "The request was not sent.";
        return _publisher.Trouble is { } trouble ? $"{sent} {trouble}" : sent;
    }

    /// <summary>The progress of one attempt. The end of the write and the return by the broker may come in either order.</summary>
    private enum Sending : byte
    {
        Begun,
        Done,
        Returned,
    }
}
