namespace Messaging.Drivers;

/// <summary>A message that a listener received, until it is settled by one of: <see cref="Acknowledge"/>, <see cref="Requeue"/> or
/// <see cref="Reject(string)"/>.</summary>
/// <remarks>
/// These may be called from any thread and do not throw: they pass the decision to the driver. If the decision is lost with the connection,
/// the broker delivers the message again. <see cref="ReplyAsync"/> does not settle the message, and may be called before or after that.
/// </remarks>
public abstract class IncomingMessage
{
    private readonly TimeSpan _timeToLive = Timeout.InfiniteTimeSpan;
    private bool _redelivered;
    private int _deliveryCount = 1;

    /// <summary>Whether the broker has marked the message as redelivered.</summary>
    public bool Redelivered
    {
        get => _redelivered;
        init => _redelivered = value;
    }

    /// <summary>How many times the message was delivered, including this time. 1 for the first; at least 2 when only
    /// <see cref="Redelivered"/> is known.</summary>
    public int DeliveryCount
    {
        get => _deliveryCount;
        init => _deliveryCount = value;
    }

    /// <summary>Whether <see cref="DeliveryCount"/> is exact, and not only a lower bound.</summary>
    public bool IsDeliveryCountExact { get; init; } = true;

    /// <summary>Whether the message was delivered to a server before that may have begun to run it: the connection was lost before the
    /// message was settled. A call that must not run twice is then not run, and its caller is told.</summary>
    /// <value>False: a redelivered message had not begun, or the driver knows that it had not ended.</value>
    public bool MayHaveRun { get; init; }

    /// <summary>The time to live that the sender gave the message (for a call, its timeout), or null. The time spent in the broker is not
    /// subtracted.</summary>
    public virtual TimeSpan? TimeToLive
    {
        get => _timeToLive == Timeout.InfiniteTimeSpan ? null : _timeToLive;
        init => _timeToLive = value ?? Timeout.InfiniteTimeSpan;
    }

    /// <summary>The W3C trace context of the sender (<c>traceparent</c>), or null.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The vendors' part of the trace context (<c>tracestate</c>), or null.</summary>
    public string? TraceState { get; init; }

    /// <summary>The sender, as the broker or the connection authenticated it. The sender's own claim does not count.</summary>
    /// <value>Null: the sender was not authenticated.</value>
    public virtual CallerIdentity? Caller => null;

    /// <summary>How replies to this message are written.</summary>
    public abstract EnvelopeFormat ReplyFormat { get; }

    /// <summary>Settles the message: it is done.</summary>
    public abstract void Acknowledge();

    /// <summary>Settles the message: it goes back to its queue, for this server or another.</summary>
    public abstract void Requeue();

    /// <summary>Whether <see cref="HandBack"/> can return a call as if it had never been delivered.</summary>
    /// <value>True. False when only its sender can send it again: then a call that a stopping server has not begun is left to its caller,
    /// who is told that it has not run.</value>
    public virtual bool CanBeSentAnew => true;

    /// <summary>Settles the message, a call that has not begun: it goes back to its queue as if it had never been delivered. A driver whose
    /// broker would mark it as redelivered publishes it again.</summary>
    /// <param name="body">The message in the <see cref="ReplyFormat"/>. Borrowed: valid until this method returns.</param>
    /// <param name="deadline">When the caller stops waiting.</param>
    public virtual void HandBack(ReadOnlySpan<byte> body, Deadline deadline) => Requeue();

    /// <summary>Settles the message: it can never be handled. It is dead-lettered if the broker is set up for that, and dropped
    /// otherwise.</summary>
    /// <param name="reason">The reason, for the log and, where possible, a header.</param>
    public abstract void Reject(string reason);

    /// <summary>Rejects the message, with more details to keep with a dead-lettered message.</summary>
    /// <param name="rejection">The reason. A driver that can keep only its text does not override this method.</param>
    public virtual void Reject(Rejection rejection) => Reject(rejection.Message);

    /// <summary>Sends a reply, or a keep-alive, to the caller.</summary>
    /// <param name="replyTo">The reply address from the call.</param>
    /// <param name="body">The encoded reply. Borrowed: the driver is done with it when the task completes.</param>
    /// <param name="deadline">When the caller stops waiting: trying longer is useless.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <returns>A task that completes when the reply is on its way.</returns>
    /// <exception cref="DeliveryException">The caller's address no longer exists, or the broker refused the reply.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public abstract Task ReplyAsync(string replyTo, ReadOnlyMemory<byte> body, Deadline deadline, CancellationToken cancellationToken);

    /// <summary>Tells the driver that the receiver no longer holds the body in memory. Called once for each received message, from any
    /// thread, before or after it is settled. Does not throw.</summary>
    public virtual void ReleaseBody()
    {
    }

    /// <summary>For a driver that keeps the message itself: counts a further delivery.</summary>
    private protected void CountDelivery()
    {
        _redelivered = true;
        _deliveryCount++;
    }
}
