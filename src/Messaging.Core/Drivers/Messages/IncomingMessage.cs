namespace Messaging.Drivers;

/// <summary>A message that a listener took, until one of its endings is called: <see cref="Acknowledge"/>, <see cref="Requeue"/> or <see cref="Reject(string)"/>.</summary>
/// <remarks>
/// The endings may be called from any thread and do not throw: they hand the decision to the driver. If it gets lost with the connection, the broker
/// delivers the message again. <see cref="ReplyAsync"/> is not an ending, and may be called before or after one.
/// </remarks>
public abstract class IncomingMessage
{
    private readonly TimeSpan _timeToLive = Timeout.InfiniteTimeSpan;
    private bool _redelivered;
    private int _deliveryCount = 1;

    /// <summary>Whether the broker says that it delivered the message before.</summary>
    public bool Redelivered
    {
        get => _redelivered;
        init => _redelivered = value;
    }

    /// <summary>How many times the message was delivered, this time included. 1 for the first; at least 2 when only <see cref="Redelivered"/> is known.</summary>
    public int DeliveryCount
    {
        get => _deliveryCount;
        init => _deliveryCount = value;
    }

    /// <summary>Whether <see cref="DeliveryCount"/> is what it says, and not only the least that it can be.</summary>
    public bool IsDeliveryCountExact { get; init; } = true;

    /// <summary>Whether the message was with a server before of which nobody knows whether it began to run it: the connection was lost before the broker was told. A call that must not run twice is not run then, and its caller is told.</summary>
    /// <value>False: what comes again had not begun, or the driver knows that it had not ended.</value>
    public bool MayHaveRun { get; init; }

    /// <summary>The time to live that the sender gave the message (for a call, its timeout), or null. The time spent in the broker is not taken off.</summary>
    public virtual TimeSpan? TimeToLive
    {
        get => _timeToLive == Timeout.InfiniteTimeSpan ? null : _timeToLive;
        init => _timeToLive = value ?? Timeout.InfiniteTimeSpan;
    }

    /// <summary>The W3C trace context of the sender (<c>traceparent</c>), or null.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The vendors' part of the trace context (<c>tracestate</c>), or null.</summary>
    public string? TraceState { get; init; }

    /// <summary>Who sent it, as the broker or the connection vouches for. The sender's own word is none.</summary>
    /// <value>Null: nobody vouches for anybody.</value>
    public virtual CallerIdentity? Caller => null;

    /// <summary>How replies to this message are written.</summary>
    public abstract EnvelopeFormat ReplyFormat { get; }

    /// <summary>Ending: the message is done with.</summary>
    public abstract void Acknowledge();

    /// <summary>Ending: the message goes back to its queue, for this server or another.</summary>
    public abstract void Requeue();

    /// <summary>Whether <see cref="HandBack"/> sends a call as if it had never been delivered, unless the driver need not send anything.</summary>
    /// <value>True. False when only its sender can send it: then a call that a stopping server has not begun is left to its caller, who is told that it has
    /// not run.</value>
    public virtual bool CanBeSentAnew => true;

    /// <summary>Ending: the message, a call that has not begun, goes back to its queue as if it had never been delivered. A driver whose broker would mark it as one that may have run sends it anew.</summary>
    /// <param name="body">The message in the <see cref="ReplyFormat"/>. Lent until this returns.</param>
    /// <param name="deadline">When the caller stops waiting.</param>
    public virtual void HandBack(ReadOnlySpan<byte> body, Deadline deadline) => Requeue();

    /// <summary>Ending: the message can never be handled. It is dead-lettered where the broker has a place for that, and dropped elsewhere.</summary>
    /// <param name="reason">Why, for the log and, where possible, a header.</param>
    public abstract void Reject(string reason);

    /// <summary>The same ending, with more to keep with a message that is dead-lettered.</summary>
    /// <param name="rejection">Why. A driver that can keep only words leaves this method as it is.</param>
    public virtual void Reject(Rejection rejection) => Reject(rejection.Message);

    /// <summary>Sends a reply, or a sign of life, to the caller.</summary>
    /// <param name="replyTo">The address of the reply as it stood in the call.</param>
    /// <param name="body">The encoded reply. Lent: the driver is done with it when the task ends.</param>
    /// <param name="deadline">When the caller stops waiting: no use in trying longer.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>A task that ends when the reply is on its way.</returns>
    /// <exception cref="DeliveryException">The caller's address is gone, or the broker refused the reply.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public abstract Task ReplyAsync(string replyTo, ReadOnlyMemory<byte> body, Deadline deadline, CancellationToken cancellationToken);

    /// <summary>The receiver has nothing of the body in memory any more. Called once for a message that it was given, from any thread, before or after the ending. Does not throw.</summary>
    public virtual void ReleaseBody()
    {
    }

    /// <summary>For a driver that keeps the message itself: it will be delivered once more.</summary>
    private protected void CountDelivery()
    {
        _redelivered = true;
        _deliveryCount++;
    }
}
