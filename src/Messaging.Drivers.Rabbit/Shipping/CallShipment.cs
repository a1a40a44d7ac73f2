using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Publishing;
using Messaging.Drivers.Rabbit.Replying;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Shipping;

/// <summary>A call on its way. Its sender waits for the reply, not for the broker: only bad news from the broker ends the wait.</summary>
internal sealed class CallShipment : Shipment
{
    private readonly ReplyWaiter _waiter;
    private readonly ReplyInbox _inbox;
    private readonly Publisher _publisher;
    private volatile string? _note;

    public CallShipment(ReplyWaiter waiter, Route route, bool mandatory, ReplyInbox inbox, Publisher publisher)
        : base(route, mandatory, waiter.Message.Deadline)
    {
        _waiter = waiter;
        _inbox = inbox;
        _publisher = publisher;
        waiter.State = this;
        waiter.Diagnose = static w => ((CallShipment)w.State!).Describe();
    }

    /// <summary>The life of the reply queue in which the request was sent; 0 while it was not.</summary>
    public int Epoch { get; private set; }

    /// <summary>Whether it may have reached the broker.</summary>
    public bool WasSent => Epoch != 0;

    public override bool IsAbandoned => _waiter.IsEnded;

    public override ValueTask ReadyAsync(CancellationToken cancellationToken) =>
        _inbox.IsReady ? default : new ValueTask(_inbox.ReadyAsync(Deadline, cancellationToken));

    public override void OnSending()
    {
        // Now, not when the call was made: the time to live is what is left after waiting for a connection.
        var properties = MessageProperties.For(_waiter.Message);
        Properties = IsCompressed ? MessageProperties.Compressed(properties) : properties;
        Epoch = _inbox.Epoch;
    }

    public override void OnSent() => Body.Dispose();

    public override void OnNotSent(Exception error)
    {
        Body.Dispose();
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

    protected override void OnReturned() => _waiter.Fail(new NoServerException(_waiter.Message.Target, _waiter.Message.Method));

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
}
