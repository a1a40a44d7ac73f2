using Amqp;
using Amqp.Framing;
using Messaging.Drivers.Amqp1.Addressing;
using Messaging.Drivers.Amqp1.Connections;
using Messaging.Drivers.Amqp1.Diagnostics;
using Messaging.Drivers.Amqp1.Dialects;

namespace Messaging.Drivers.Amqp1.Serving;

/// <summary>Receives the messages of one queue on one connection, as many at a time as the receiver may hold.</summary>
internal sealed class QueueLink(ListenAddress from, Dialect dialect, LinkIntake intake)
{
    private volatile ReceiverLink? _link;

    public string Address => from.Address;

    /// <summary>Whether other receivers have copies of the messages. They must not get a message again because we give ours back.</summary>
    public bool HasCopies => from.HasCopies;

    public Dialect Dialect => dialect;

    /// <summary>Attaches the link that receives messages.</summary>
    public ReceiverLink Attach(Session session, OnAttached onAttached)
    {
        var link = Make(session, onAttached);
        _link = link;
        return link;
    }

    /// <summary>Creates a link from the queue.</summary>
    public ReceiverLink Make(Session session, OnAttached onAttached) => new(
        session, LinkOpening.NewName(from.Address),
        new Attach
        {
            Source = dialect.Intake(from),
            Target = new Amqp.Framing.Target(),
            SndSettleMode = SenderSettleMode.Unsettled,
            RcvSettleMode = ReceiverSettleMode.First,
        },
        onAttached);

    public void Start(int prefetch) => _link!.Start(prefetch, OnMessage);

    /// <summary>
    /// Makes the broker use up the credit at once with the messages that the queue has. The credit cannot simply be withdrawn: messages in
    /// transit would then exceed it.
    /// </summary>
    public void Stop(int prefetch)
    {
        if (_link is { IsClosed: false })
        {
            _link.SetCredit(prefetch, CreditMode.Drain);
        }
    }

    /// <summary>Settles a message. If the settlement is lost, the broker delivers the message again.</summary>
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
            // The link has ended.
        }
    }

    private void OnMessage(IReceiverLink link, Message message)
    {
        try
        {
            Take(message);
        }
        catch (Exception e) when (e is AmqpException or InvalidCastException)
        {
            // A part that the library decodes only on access, and cannot decode. If the exception reached the library, it would close the
            // connection, and the message would be delivered again.
            Refuse(message, $"it cannot be decoded: {e.Message}");
        }
    }

    private void Take(Message message)
    {
        if (dialect.IsCancellation(message))
        {
            Settle(message, new Accepted());
            intake.OnCancel(dialect, message);
            return;
        }

        using var content = dialect.ReadRequest(message, intake.MaxMessageSize);
        if (content.Fault is { } fault)
        {
            Refuse(message, fault);
            return;
        }

        var isAgain = dialect.IsAgain(message);
        var counted = dialect.CountOf(message);
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

    private void Refuse(Message message, string fault)
    {
        Amqp1Log.MessageRejected(intake.Logger, from.Address, fault);
        Settle(message, new Rejected { Error = new Error(ErrorCode.DecodeError) { Description = fault } });
    }
}
