using Messaging.Drivers.Rabbit.Verdicts;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Sending.Messages;

/// <summary>A message on its way to the broker, and what its sender does when it ends.</summary>
/// <remarks>
/// What becomes of it the publisher or the broker says, or the end of the channel: that it was never sent, confirmed, refused, returned or
/// lost. What is done when it did not get there <see cref="SendVerdict"/> says, and the kind of shipment carries it out. The methods are
/// called on the receiving thread of the connection and on those of senders; none blocks.
/// </remarks>
internal abstract class Shipment(Route route, bool mandatory)
{
    private Retries? _retries;

    /// <summary>What it is to its sender.</summary>
    public abstract SendKind Kind { get; }

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
    public bool IsSuspect => _retries?.Closings == SendVerdict.MaxClosings - 1;

    /// <summary>What has become of it so far, by which it rests until it is sent again.</summary>
    public Retries Retries => _retries ?? Interlocked.CompareExchange(ref _retries, new Retries(this), null) ?? _retries;

    /// <summary>Whether anything has become of it yet.</summary>
    public bool HasRetries => _retries is not null;

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

    /// <summary>The broker took the responsibility for it, or returned it before.</summary>
    public abstract void OnConfirmed();

    /// <summary>It rested, and is sent again now.</summary>
    public virtual void SendAgain()
    {
    }

    /// <summary>It was not sent and will not be.</summary>
    /// <param name="error">Why; a <see cref="TimeoutException"/> when the deadline passed.</param>
    public void OnNotSent(Exception error) => Settle(new Setback(
        error is DeliveryException { IsTransient: false } ? SendOutcome.CannotBeSent : SendOutcome.NotSent, Error: error));

    /// <summary>The broker could not take it.</summary>
    public void OnRefused() => Settle(new Setback(SendOutcome.Nacked));

    /// <summary>The channel ended before the broker said anything: it may have been delivered or not.</summary>
    public void OnLost(ChannelEnd end)
    {
        if (end.IsRefusal)
        {
            // It may be its exchange that is gone.
            Route.Forget();
        }

        Settle(new Setback(
            end.WasDropped && KeepsBody ? SendOutcome.Returned : end.OutcomeOf(Route.Exchange.Value, Route.RoutingKey.Value, Size), end));
    }

    /// <summary>No queue got it.</summary>
    /// <param name="body">Its body as the broker gives it back, lent until this returns.</param>
    public void Return(ReadOnlyMemory<byte> body)
    {
        IsReturned = true;
        OnReturned(body);
    }

    /// <summary>What is done about it, by the table.</summary>
    protected SendStep Judge(SendOutcome outcome) =>
        SendVerdict.Of(Kind, outcome, FactsOf(outcome) with { Times = Retries.Count(outcome) });

    /// <summary>What its kind knows about it that decides.</summary>
    protected virtual SendFacts FactsOf(SendOutcome outcome) => default;

    /// <summary>
    /// Whether it has its body while it is under way, and may be sent again from that. What surely got to no queue, because its exchange was
    /// gone, is then as good as returned.
    /// </summary>
    protected virtual bool KeepsBody => false;

    /// <summary>Does what the table says.</summary>
    protected abstract void CarryOut(SendStep step, in Setback setback);

    /// <summary>The error when a channel ended for this message.</summary>
    protected DeliveryException? ForbiddenBy(ChannelEnd end) => end.Forbids(Route.Exchange.Value, Route.RoutingKey.Value, Size, What);

    /// <summary>It will be sent again, as if it had not been returned.</summary>
    protected void ForgetReturn() => IsReturned = false;

    /// <summary>Makes it another message: all that was is forgotten, and the body is empty.</summary>
    protected void BeginAnew(Route route)
    {
        Route = route;
        Body = MessageBuffer.Rent();
        Properties = MessageProperties.Plain;
        IsCompressed = IsReturned = false;
        _retries = null;
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

    private void Settle(in Setback setback) => CarryOut(Judge(setback.Outcome), setback);
}
