using Messaging.Drivers.Rabbit.Consuming.Content;
using Messaging.Drivers.Rabbit.Sending;
using Messaging.Drivers.Rabbit.Sending.Messages;
using Messaging.Drivers.Rabbit.Verdicts;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Calling;

/// <summary>A call on its way. Its sender waits for the reply, not for the broker: only bad news from the broker ends the wait.</summary>
/// <remarks>
/// One that may run twice is sent again when it, or the queue of its reply, was lost: the same bytes, under the same ids. One that the
/// broker returned was never delivered: any such call is sent again while its server is expected back.
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

    /// <summary>The reply queue that the body names.</summary>
    public string ReplyTo { get; private set; }

    /// <summary>The life of the reply queue in which the request was sent; 0 while it was not.</summary>
    public int Epoch { get; private set; }

    /// <summary>Whether it may have reached the broker.</summary>
    public bool WasSent => Epoch != 0;

    /// <summary>Whether no queue took it, the last time that the broker said anything.</summary>
    public bool CameBack { get; private set; }

    /// <summary>Whether somebody may have it, and reply to it.</summary>
    public bool MayBeAnswered => WasSent && !IsReturned && !_wasDropped;

    /// <summary>Whether it may be sent again.</summary>
    public bool IsIdempotent => _waiter.Message.IsIdempotent;

    public override string What => $"The call of '{_waiter.Message.Method}'";

    /// <summary>
    /// Whether it keeps its body while it is under way: nobody gives that back when the exchange is gone. One that goes by itself is a
    /// matter of course.
    /// </summary>
    protected override bool KeepsBody => IsIdempotent || Route.Plan is { AutoDelete: true };

    /// <summary>The reply is the better confirm.</summary>
    public override bool NeedsNoConfirm => true;

    public override bool IsAbandoned => _waiter.IsEnded;

    /// <summary>Sends it again, unless that is under way.</summary>
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

    /// <summary>It was delivered, and it or its reply may be lost.</summary>
    public void OnReplyInDoubt(string why)
    {
        if (Judge(SendOutcome.ReplyInDoubt) == SendStep.AtOnce)
        {
            SendAgain(why);
        }
    }

    /// <summary>It was delivered, and the queue of its reply is gone.</summary>
    /// <returns>The error that ends it; null when it is sent again.</returns>
    public ConnectionLostException? OnReplyQueueGone()
    {
        if (Judge(SendOutcome.ReplyQueueGone) == SendStep.AtOnce)
        {
            SendAgain("the broker no longer had the reply queue.");
            return null;
        }

        return CallErrors.ReplyQueueGone(_waiter.Message);
    }

    /// <summary>Nobody waits for it any more.</summary>
    public void Stop() => _publisher.Forget(this);

    /// <summary>What is known about a call that timed out.</summary>
    public static string? Describe(ReplyWaiter waiter) => (waiter.State as CallShipment)?.Describe();

    public override ValueTask ReadyAsync(CancellationToken cancellationToken) =>
        _inbox.IsReady ? default : new ValueTask(_inbox.ReadyAsync(Deadline, cancellationToken));

    public override void OnSending()
    {
        // Now, not when the call was made: the time to live is what is left after waiting for a connection.
        var properties = MessageProperties.For(_waiter.Message, _publisher.UserId);
        Properties = IsCompressed ? MessageProperties.Compressed(properties) : properties;
        _wasDropped = false;
        Epoch = _inbox.Epoch;

        // Seen by the inbox before its name is read: when it takes another, it fails this call, or this call goes by the new name.
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
            // The broker was faster than the end of the write. Only now may the next one begin.
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

    /// <summary>The body went back to the pool when it was sent; the id in it is enough to know it by.</summary>
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
        // What may be sent again keeps its body. It is not given back to the pool then: the last sending may end after the call.
        if (!KeepsBody)
        {
            Body.Dispose();
        }

        if (error is TimeoutException)
        {
            // The call ends by its own deadline, any moment now: this says why.
            _note = "The request was not sent: " + error.Message;
        }
        else
        {
            _waiter.Fail(error);
        }
    }

    /// <summary>The reply queue has another name since the body was written.</summary>
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

    /// <summary>How far one sending is. The end of the write and the return by the broker may come in either order.</summary>
    private enum Sending : byte
    {
        Begun,
        Done,
        Returned,
    }
}
