using Amqp;
using Amqp.Framing;
using Amqp.Types;
using Messaging.Drivers.Amqp1.Connections;
using Messaging.Drivers.Amqp1.Diagnostics;
using Messaging.Drivers.Amqp1.Dialects;

namespace Messaging.Drivers.Amqp1.Serving;

/// <summary>Takes the messages of one queue, as many at a time as the receiver may hold, on one connection.</summary>
internal sealed class QueueLink(string address, Dialect dialect, LinkIntake intake)
{
    private static readonly Symbol DeliveryCountAnnotation = new("x-delivery-count");

    private ReceiverLink? _link;

    public string Address => address;

    public Dialect Dialect => dialect;

    /// <summary>Starts to take messages.</summary>
    public ReceiverLink Attach(Session session, OnAttached onAttached)
    {
        _link = new ReceiverLink(
            session, LinkOpening.NewName(address),
            new Attach
            {
                Source = new Source { Address = address },
                Target = new Amqp.Framing.Target(),
                SndSettleMode = SenderSettleMode.Unsettled,
                RcvSettleMode = ReceiverSettleMode.First,
            },
            onAttached);
        return _link;
    }

    public void Start(int prefetch) => _link!.Start(prefetch, OnMessage);

    /// <summary>
    /// Has the broker use up the credit at once, with what the queue has, and give none of it back. It cannot just be taken away: what is under
    /// way then would be more than was allowed.
    /// </summary>
    public void Stop(int prefetch)
    {
        if (_link is { IsClosed: false })
        {
            _link.SetCredit(prefetch, CreditMode.Drain);
        }
    }

    /// <summary>Tells the broker what became of a message. If that is lost, it delivers the message again.</summary>
    public void Settle(Message message, Outcome outcome)
    {
        try
        {
            switch (outcome)
            {
                case Accepted:
                    _link!.Accept(message);
                    break;
                case Released:
                    _link!.Release(message);
                    break;
                case Rejected rejected:
                    _link!.Reject(message, rejected.Error);
                    break;
                default:
                    _link!.Modify(message, deliveryFailed: true, undeliverableHere: false);
                    break;
            }
        }
        catch (Exception e) when (e is AmqpException or ObjectDisposedException or InvalidOperationException)
        {
            // The link is gone.
        }
    }

    private void OnMessage(IReceiverLink link, Message message)
    {
        using var content = dialect.ReadRequest(message, intake.MaxMessageSize);
        if (content.Fault is { } fault)
        {
            Amqp1Log.MessageRejected(intake.Logger, address, fault);
            Settle(message, new Rejected { Error = new Error(ErrorCode.DecodeError) { Description = fault } });
            return;
        }

        // RabbitMQ says how many deliveries there were where the queue counts them.
        var isAgain = dialect.IsAgain(message);
        var counted = CountOf(message);
        intake.OnMessage(
            new Amqp1IncomingMessage(this, intake, message)
            {
                Redelivered = isAgain,
                MayHaveRun = isAgain,
                DeliveryCount = counted is { } count ? count : isAgain ? 2 : 1,
                IsDeliveryCountExact = !isAgain || counted is not null,
                TimeToLive = MessageForm.TimeToLiveOf(message),
                TraceParent = MessageForm.TraceParentOf(message),
                TraceState = MessageForm.TraceStateOf(message),
            },
            content);
    }

    private static int? CountOf(Message message) => message.MessageAnnotations?[DeliveryCountAnnotation] switch
    {
        long count and >= 0 and < int.MaxValue => (int)count + 1,
        int count and >= 0 and < int.MaxValue => count + 1,
        uint count and < int.MaxValue => (int)count + 1,
        ulong count and < int.MaxValue => (int)count + 1,
        _ => null,
    };
}
