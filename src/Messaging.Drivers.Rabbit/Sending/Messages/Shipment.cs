using Messaging.Drivers.Rabbit.Verdicts;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Sending.Messages;

/// <summary>A message on its way to the broker, and what its sender does about each thing that may become of it.</summary>
/// <remarks>
/// The publisher ends it in one of three ways: never sent (<see cref="OnNotSent"/>), or sent, and then confirmed, refused or
/// lost as the broker
/// or the end of the channel says. The methods are called on the receiving thread of the connection and on those of senders; none blocks.
/// </remarks>
internal abstract class Shipment(Route route, bool mandatory)
{
    /// <summary>How often a message is sent that the broker cannot take.</summary>
    private const int MostNacks = 60;

    /// <summary>How often a message is sent while the broker closes the channels that it is sent through.</summary>
    private const int MostRefusals = 3;

    /// <summary>How long what did not succeed rests until it is sent again.</summary>
    protected static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private byte _nacks;
    private byte _refusals;

    public Route Route { get; private set; } = route;

    /// <summary>Whether the broker has to return it when no queue gets it.</summary>
    public bool Mandatory { get; } = mandatory;

    /// <summary>The properties; those that change with time are set when it is sent.</summary>
    public BasicProperties Properties { get; protected set; } = MessageProperties.Plain;

    /// <summary>Until when it is worth sending.</summary>
    public abstract Deadline Deadline { get; }

    /// <summary>Whether the body is compressed, so that the properties must say so.</summary>
    public bool IsCompressed { get; private set; }

    /// <summary>The body, in pooled memory. It belongs to the shipment.</summary>
    public MessageBuffer Body { get; private set; } = MessageBuffer.Rent();

    /// <summary>How many bytes of it were handed to the client library.</summary>
    public int Size { get; set; }

    /// <summary>What it is, to begin a sentence with.</summary>
    public virtual string What => "The message";

    /// <summary>Whether the broker returned it: the confirm that follows says only that it was dealt with.</summary>
    public bool IsReturned { get; private set; }

    /// <summary>
    /// Whether it may be what the broker closes channels for: twice it went down with one. It is sent alone then, and what happens tells.
    /// </summary>
    public bool IsSuspect => _refusals == MostRefusals - 1;

    /// <summary>Whether nobody waits for it any more, so that it need not be sent.</summary>
    public abstract bool IsAbandoned { get; }

    /// <summary>
    /// Whether the broker's word about many messages at once is enough. Its sender hears nothing then when a queue is full:
    /// <see cref="Trust"/> says how long that may last.
    /// </summary>
    public virtual bool NeedsNoConfirm => false;

    /// <summary>Compresses the body, unless it is: it may be sent more than once.</summary>
    public virtual void Compress()
    {
        if (!IsCompressed)
        {
            BodyCompression.Compress(Body);
            Properties = MessageProperties.Compressed(Properties);
            IsCompressed = true;
        }
    }

    /// <summary>
    /// Whether to send again what the broker could not take. So a cluster says that the node went which led the queue, and some seconds
    /// later another leads it; a queue that is full is full for longer.
    /// </summary>
    protected bool IsWorthAnother() => ++_nacks < MostNacks;

    /// <summary>
    /// Whether to send again what went down with a channel that the broker closed for something that was sent through it. For what, it
    /// seldom says, and most often it is a neighbour.
    /// </summary>
    protected bool IsInnocent(ChannelEnd end) => ForbiddenBy(end) is null && (IsSparedBy(end) || ++_refusals < MostRefusals);

    /// <summary>Whether a channel ended for this message, as far as the broker says; then the error.</summary>
    protected DeliveryException? ForbiddenBy(ChannelEnd end) =>
        end.IsExplained ? end.Forbids(Route.Exchange.Value, Route.RoutingKey.Value, Size, What) : null;

    /// <summary>Whether a channel ended for another message than this.</summary>
    protected bool IsSparedBy(ChannelEnd end) => !end.IsRefusal || (end.IsExplained && ForbiddenBy(end) is null);

    /// <summary>Waits for what must stand before it may be sent, within the deadline.</summary>
    public virtual ValueTask ReadyAsync(CancellationToken cancellationToken) => default;

    /// <summary>It is handed to the client library now.</summary>
    public virtual void OnSending()
    {
    }

    /// <summary>The client library has it; the body is not needed for this sending any more.</summary>
    public virtual void OnSent()
    {
    }

    /// <summary>It was not sent and will not be.</summary>
    /// <param name="error">Why; a <see cref="TimeoutException"/> when the deadline passed.</param>
    public abstract void OnNotSent(Exception error);

    /// <summary>The broker took the responsibility for it, or returned it before.</summary>
    public abstract void OnConfirmed();

    /// <summary>The broker could not take it.</summary>
    public abstract void OnRefused();

    /// <summary>The channel ended before the broker said anything: it may have been delivered or not.</summary>
    public abstract void OnLost(ChannelEnd end);

    /// <summary>No queue got it.</summary>
    /// <param name="body">Its body as the broker gives it back, lent until this returns.</param>
    public void Return(ReadOnlyMemory<byte> body)
    {
        IsReturned = true;
        OnReturned(body);
    }

    /// <summary>It will be sent again, as if it had not been returned.</summary>
    protected void ForgetReturn() => IsReturned = false;

    /// <summary>Makes it another message: all that was is forgotten, and the body is empty.</summary>
    protected void BeginAnew(Route route)
    {
        Route = route;
        Body = MessageBuffer.Rent();
        Properties = MessageProperties.Plain;
        IsCompressed = IsReturned = false;
        _nacks = _refusals = 0;
    }

    /// <summary>Gives it a body again, after its own was given up.</summary>
    protected void RestoreBody(ReadOnlyMemory<byte> body)
    {
        Body = MessageBuffer.Rent();
        Body.Write(body.Span);
    }

    /// <summary>Whether a returned message is this one. The broker returns no number, so the content has to tell.</summary>
    public virtual bool IsSame(BasicReturnEventArgs returned) =>
        returned.RoutingKey == Route.RoutingKey.Value && returned.Exchange == Route.Exchange.Value
            && returned.Body.Span.SequenceEqual(Body.WrittenSpan);

    /// <summary>No queue got it.</summary>
    /// <param name="body">Its body as the broker gives it back, lent until this returns.</param>
    protected virtual void OnReturned(ReadOnlyMemory<byte> body)
    {
    }
}
