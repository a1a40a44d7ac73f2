using Messaging.Drivers.Rabbit.Verdicts;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Sending.Messages;

/// <summary>A message on its way to the broker, and what its sender does about the outcome.</summary>
/// <remarks>
/// The publisher, the broker or the end of the channel decides the outcome: never sent, confirmed, refused, returned or lost.
/// <see cref="SendVerdict"/> decides the next step after a message that did not get through, and the kind of shipment carries it out. The
/// methods are called on the receiving thread of the connection and on the threads of senders; none blocks.
/// </remarks>
internal abstract class Shipment(Route route, bool mandatory)
{
    private Retries? _retries;

    /// <summary>What kind of message it is.</summary>
    public abstract SendKind Kind { get; }

    public Route Route { get; private set; } = route;

    /// <summary>Whether the broker must return the message when no queue takes it.</summary>
    public bool Mandatory { get; } = mandatory;

    /// <summary>The properties; those that change with time are set when it is sent.</summary>
    public BasicProperties Properties { get; protected set; } = MessageProperties.Plain;

    /// <summary>How long it is worth sending.</summary>
    public abstract Deadline Deadline { get; }

    /// <summary>Whether the body is compressed, so that the properties must say so.</summary>
    public bool IsCompressed { get; private set; }

    /// <summary>The body, in pooled memory that the shipment owns.</summary>
    public MessageBuffer Body { get; private set; } = MessageBuffer.Rent();

    /// <summary>How many bytes of body were handed to the client library.</summary>
    public int Size { get; set; }

    /// <summary>What the message is, as the beginning of a sentence.</summary>
    public virtual string What => "The message";

    /// <summary>Whether the broker returned the message. The confirm that follows only says that it was processed.</summary>
    public bool IsReturned { get; private set; }

    /// <summary>
    /// Whether the broker may be closing channels because of this message: it was lost with two of them. It is then sent alone, which
    /// shows.
    /// </summary>
    public bool IsSuspect => _retries?.Closings == SendVerdict.MaxClosings - 1;

    /// <summary>How often it failed so far; also its entry in the wheel of deadlines until it is sent again.</summary>
    public Retries Retries => _retries ?? Interlocked.CompareExchange(ref _retries, new Retries(this), null) ?? _retries;

    /// <summary>Whether it has failed at least once.</summary>
    public bool HasRetries => _retries is not null;

    /// <summary>Whether nobody waits for the message any more, so that it need not be sent.</summary>
    public abstract bool IsAbandoned { get; }

    /// <summary>
    /// Whether one answer of the broker for many messages is enough. Its sender then does not learn that a queue is full;
    /// <see cref="Trust"/> limits how long.
    /// </summary>
    public virtual bool NeedsNoConfirm => false;

    /// <summary>Compresses the body, unless it is compressed: the message may be sent more than once.</summary>
    public virtual void Compress()
    {
        if (!IsCompressed)
        {
            BodyCompression.Compress(Body);
            Properties = MessageProperties.Compressed(Properties);
            IsCompressed = true;
        }
    }

    /// <summary>Waits, within the deadline, for everything that must be ready before the message may be sent.</summary>
    public virtual ValueTask ReadyAsync(CancellationToken cancellationToken) => default;

    /// <summary>The message is about to be handed to the client library.</summary>
    public virtual void OnSending()
    {
    }

    /// <summary>The client library has the message; this attempt no longer needs the body.</summary>
    public virtual void OnSent()
    {
    }

    /// <summary>The broker took responsibility for the message, or has already returned it.</summary>
    public abstract void OnConfirmed();

    /// <summary>The pause is over: sends the message again.</summary>
    public virtual void SendAgain()
    {
    }

    /// <summary>The message was not sent and will not be.</summary>
    /// <param name="error">Why; a <see cref="TimeoutException"/> when the deadline passed.</param>
    public void OnNotSent(Exception error) => Settle(new Setback(
        error is DeliveryException { IsTransient: false } ? SendOutcome.CannotBeSent : SendOutcome.NotSent, Error: error));

    /// <summary>The broker refused the message (basic.nack).</summary>
    public void OnRefused() => Settle(new Setback(SendOutcome.Nacked));

    /// <summary>The channel ended before the broker answered: the message may or may not have been delivered.</summary>
    public void OnLost(ChannelEnd end)
    {
        if (end.IsRefusal)
        {
            // The cause may be that its exchange is missing.
            Route.Forget();
        }

        Settle(new Setback(
            end.WasDropped && KeepsBody ? SendOutcome.Returned : end.OutcomeOf(Route.Exchange.Value, Route.RoutingKey.Value, Size), end));
    }

    /// <summary>The broker returned the message, because no queue took it.</summary>
    /// <param name="body">Its body as the broker gives it back, lent until this returns.</param>
    public void Return(ReadOnlyMemory<byte> body)
    {
        IsReturned = true;
        OnReturned(body);
    }

    /// <summary>The next step after an outcome, as the table has it.</summary>
    protected SendStep Judge(SendOutcome outcome) =>
        SendVerdict.Of(Kind, outcome, FactsOf(outcome) with { Times = Retries.Count(outcome) });

    /// <summary>The facts about this kind of message on which the decision depends.</summary>
    protected virtual SendFacts FactsOf(SendOutcome outcome) => default;

    /// <summary>
    /// Whether the shipment keeps its body while it is in flight and can be sent again from it. A message that certainly reached no queue,
    /// because its exchange was missing, then counts as returned.
    /// </summary>
    protected virtual bool KeepsBody => false;

    /// <summary>Carries out the step that the table decided.</summary>
    protected abstract void CarryOut(SendStep step, in Setback setback);

    /// <summary>The error when a channel ended because of this message; null when it did not.</summary>
    protected DeliveryException? ForbiddenBy(ChannelEnd end) => end.Forbids(Route.Exchange.Value, Route.RoutingKey.Value, Size, What);

    /// <summary>The message will be sent again: its return no longer counts.</summary>
    protected void ForgetReturn() => IsReturned = false;

    /// <summary>Reuses the shipment for another message: its history is forgotten, and the body is empty.</summary>
    protected void BeginAnew(Route route)
    {
        Route = route;
        Body = MessageBuffer.Rent();
        Properties = MessageProperties.Plain;
        IsCompressed = IsReturned = false;
        _retries = null;
    }

    /// <summary>Gives the shipment a body again after it gave up its own.</summary>
    protected void RestoreBody(ReadOnlyMemory<byte> body)
    {
        Body = MessageBuffer.Rent();
        Body.Write(body.Span);
    }

    /// <summary>Whether a returned message is this one. The broker returns no number, so the content is compared.</summary>
    public virtual bool IsSame(BasicReturnEventArgs returned) =>
        returned.RoutingKey == Route.RoutingKey.Value && returned.Exchange == Route.Exchange.Value
            && returned.Body.Span.SequenceEqual(Body.WrittenSpan);

    /// <summary>The broker returned the message, because no queue took it.</summary>
    /// <param name="body">Its body as the broker gives it back, lent until this returns.</param>
    protected virtual void OnReturned(ReadOnlyMemory<byte> body)
    {
    }

    private void Settle(in Setback setback) => CarryOut(Judge(setback.Outcome), setback);
}
