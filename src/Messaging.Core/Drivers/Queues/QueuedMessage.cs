namespace Messaging.Drivers;

/// <summary>A message of a driver that keeps its own queues: while it waits in a <see cref="MessageQueue"/>, and then while a listener has
/// it.</summary>
/// <remarks>
/// A driver derives a class from it, with the way back for replies, and sets the properties of <see cref="IncomingMessage"/> that it knows.
/// A message that goes back to its queue becomes another object: its previous holder cannot settle it a second time.
/// </remarks>
public abstract class QueuedMessage : IncomingMessage
{
    /// <summary>Creates a message that is not in a queue yet.</summary>
    /// <param name="body">The body, which the message owns: it is returned when the message is settled, or has expired.</param>
    /// <param name="expiry">When the sender stops waiting: from then on no listener gets the message.</param>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    protected QueuedMessage(MessageBuffer body, Deadline expiry)
    {
        ArgumentNullException.ThrowIfNull(body);
        Body = body;
        Expiry = expiry;
    }

    /// <summary>The body. The owner of a message that no queue took returns it with <see cref="Discard"/>; nobody else disposes
    /// it.</summary>
    public MessageBuffer Body { get; private set; }

    /// <summary>When the sender stops waiting.</summary>
    public Deadline Expiry { get; }

    /// <summary>The remaining time that the sender gave the message, or null when there is no limit.</summary>
    public override TimeSpan? TimeToLive => Expiry.IsInfinite ? null : Expiry.TimeLeft;

    /// <inheritdoc/>
    public override EnvelopeFormat ReplyFormat => EnvelopeFormat.Bare;

    /// <summary>The id by which a call is cancelled.</summary>
    /// <value>Null: it cannot be cancelled while it waits.</value>
    public virtual MessageId? CallId => null;

    /// <summary>The reply address of the call's sender: only its cancel counts.</summary>
    /// <value>Null.</value>
    public virtual string? ReplyTo => null;

    /// <summary>Grows with the order in which listeners took messages.</summary>
    internal long Order { get; set; }

    /// <summary>The queue that a listener took it from. Null while it waits, like the listener.</summary>
    internal MessageQueue? Queue { get; set; }

    internal QueueListener? Listener { get; set; }

    /// <inheritdoc/>
    public override void Acknowledge()
    {
        if (Listener!.Release(this))
        {
            Discard();
            Listener.DispatchAll();
        }
    }

    /// <inheritdoc/>
    public override void Requeue()
    {
        if (Listener!.Release(this))
        {
            Queue!.Return(Again());
            Listener.DispatchAll();
        }
    }

    /// <inheritdoc/>
    public override void Reject(string reason)
    {
        if (Listener!.Release(this))
        {
            Discard();
            Listener.Drop(Queue!.Name, reason);
            Listener.DispatchAll();
        }
    }

    /// <summary>Returns the body. For a message that no queue took.</summary>
    public void Discard()
    {
        Body.Dispose();
        OnDiscarded();
    }

    /// <summary>Whether nobody waits for the message any more: it is dropped when its turn comes. Called under locks, from any thread: it
    /// must neither block nor throw.</summary>
    /// <value>False.</value>
    protected internal virtual bool IsAbandoned => false;

    /// <summary>Takes the message out of its queue when its turn comes, for a driver that makes it wait until its sender can receive an
    /// answer; <see cref="MessageQueue.Restore"/> returns it. Called under locks, from any thread: it must neither block nor
    /// throw.</summary>
    /// <param name="queue">The queue that it leaves.</param>
    /// <returns>Whether the driver has it now. False: it is handed over like any other.</returns>
    protected internal virtual bool TryHold(MessageQueue queue) => false;

    /// <summary>Whether there is room for a copy of the message. For a driver that counts what it keeps.</summary>
    /// <returns>True.</returns>
    protected virtual bool TryMakeRoomForCopy() => true;

    /// <summary>The body was returned, once for the message and for each of its copies. For a driver that counts what it keeps.</summary>
    protected virtual void OnDiscarded()
    {
    }

    /// <summary>The listener ends before the message was settled.</summary>
    internal void TakeBack()
    {
        if (Listener!.Release(this))
        {
            Queue!.Return(Again());
        }
    }

    /// <summary>The same message for another queue, or null when there is no room for it.</summary>
    internal QueuedMessage? TryCopy()
    {
        if (!TryMakeRoomForCopy())
        {
            return null;
        }

        var copy = (QueuedMessage)MemberwiseClone();
        copy.Body = MessageBuffer.Rent();
        copy.Body.Write(Body.WrittenSpan);
        return copy;
    }

    /// <summary>The message for its next delivery, with the body of this one.</summary>
    private QueuedMessage Again()
    {
        var again = (QueuedMessage)MemberwiseClone();
        again.CountDelivery();
        again.Queue = null;
        again.Listener = null;
        return again;
    }
}
