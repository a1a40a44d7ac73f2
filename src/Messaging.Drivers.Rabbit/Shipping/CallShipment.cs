using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Publishing;
using Messaging.Drivers.Rabbit.Replying;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Shipping;

/// <summary>A call on its way. Its sender waits for the reply, not for the broker: only bad news from the broker ends the wait.</summary>
/// <remarks>One that may run twice is sent again when it, or the queue of its reply, was lost: the same bytes, under the same ids.</remarks>
internal sealed class CallShipment : Shipment
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly ReplyWaiter _waiter;
    private readonly ReplyInbox _inbox;
    private readonly Publisher _publisher;
    private readonly DeadlineWheel _wheel;
    private RetryEntry? _retry;
    private volatile string? _note;
    private int _waitsToBeSent;
    private bool _wasSentAgain;

    public CallShipment(ReplyWaiter waiter, Route route, bool mandatory, ReplyInbox inbox, Publisher publisher, DeadlineWheel wheel)
        : base(route, mandatory, waiter.Message.Deadline)
    {
        _waiter = waiter;
        _inbox = inbox;
        _publisher = publisher;
        _wheel = wheel;
        waiter.State = this;
        waiter.Diagnose = static w => ((CallShipment)w.State!).Describe();
    }

    /// <summary>The life of the reply queue in which the request was sent; 0 while it was not.</summary>
    public int Epoch { get; private set; }

    /// <summary>Whether it may have reached the broker.</summary>
    public bool WasSent => Epoch != 0;

    /// <summary>Whether it may be sent again.</summary>
    public bool IsIdempotent => _waiter.Message.IsIdempotent;

    public override bool IsAbandoned => _waiter.IsEnded;

    /// <summary>Sends it again, unless that is under way.</summary>
    /// <param name="why">What was lost.</param>
    public void SendAgain(string why)
    {
        if (Interlocked.Exchange(ref _waitsToBeSent, 1) == 0)
        {
            _note = $"The request was sent again: {why}";
            _wasSentAgain = true;
            ForgetReturn();
            _publisher.SendInBackground(this);
        }
    }

    /// <summary>Nobody waits for it any more.</summary>
    public void Stop()
    {
        if (_retry is { } retry)
        {
            _wheel.Remove(retry);
        }
    }

    public override ValueTask ReadyAsync(CancellationToken cancellationToken) =>
        _inbox.IsReady ? default : new ValueTask(_inbox.ReadyAsync(Deadline, cancellationToken));

    public override void OnSending()
    {
        // Now, not when the call was made: the time to live is what is left after waiting for a connection.
        var properties = MessageProperties.For(_waiter.Message);
        Properties = IsCompressed ? MessageProperties.Compressed(properties) : properties;
        Epoch = _inbox.Epoch;
        Volatile.Write(ref _waitsToBeSent, 0);
    }

    public override void OnSent() => ReleaseBody();

    public override void OnNotSent(Exception error)
    {
        ReleaseBody();
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

    public override void OnConfirmed() => _note ??= "The request was sent; no reply came.";

    public override void OnRefused() => _waiter.Fail(new DeliveryException(
        $"The broker could not take the call of '{_waiter.Message.Method}' (basic.nack): its queue is full, or the broker failed.",
        isTransient: true));

    public override void OnLost(ChannelEnd end)
    {
        if (end.IsRefusal)
        {
            Route.Forget();
            _waiter.Fail(new DeliveryException(
                $"The broker closed the channel that the call of '{_waiter.Message.Method}' was sent through, for this call or one beside "
                    + $"it ({end.Reason}). "
                + "It was most likely not delivered.", isTransient: true));
        }
        else if (IsIdempotent)
        {
            SendAgain($"the connection was lost ({end.Reason}).");
        }
        else
        {
            _note = $"The connection was lost ({end.Reason}) before the broker confirmed the request: it may not have been delivered.";
        }
    }

    /// <summary>The body went back to the pool when it was sent; the id in it is enough to know it by.</summary>
    public override bool IsSame(BasicReturnEventArgs returned)
    {
        Span<byte> id = stackalloc byte[MessageId.TextLength];
        _waiter.Id.WriteTo(id);
        using var content = MessageContent.Read(returned.BasicProperties, returned.Body, int.MaxValue);
        return content.Body.IndexOf(id) >= 0;
    }

    protected override void OnReturned()
    {
        if (_wasSentAgain)
        {
            // The broker came back without its queues, and the servers are about to make them anew.
            _wheel.Set(_retry ??= new RetryEntry(this), Pause);
        }
        else
        {
            _waiter.Fail(new NoServerException(_waiter.Message.Target, _waiter.Message.Method));
        }
    }

    private void ReleaseBody()
    {
        // What may be sent again keeps its body. It is not given back to the pool then: the last sending may end after the call.
        if (!IsIdempotent)
        {
            Body.Dispose();
        }
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

    private sealed class RetryEntry(CallShipment call) : DeadlineEntry
    {
        protected override void OnDue() => call.SendAgain("nobody served its target when the connection came back.");
    }
}
