namespace Messaging.Drivers;

/// <summary>A request or a notification on its way to a driver: what to send, to whom, and until when.</summary>
/// <remarks>Created by the client or the notifier, used by one send at a time.</remarks>
public abstract class OutgoingMessage
{
    private protected OutgoingMessage(MessageKind kind, Target target, Deadline deadline)
    {
        Kind = kind;
        Target = target;
        Deadline = deadline;
    }

    /// <summary>The kind of the message.</summary>
    public MessageKind Kind { get; }

    /// <summary>The target. It has a topic; that of a notification ends with its priority, such as <c>notifications.info</c>.</summary>
    public Target Target { get; }

    /// <summary>The method that it calls, or the event type of a notification.</summary>
    public abstract string Method { get; }

    /// <summary>When the sender stops waiting. The clock has been running since the user's call.</summary>
    public Deadline Deadline { get; }

    /// <summary>Whether the broker must report the message as unroutable if nobody would get it: for calls, and for casts that name a
    /// server.</summary>
    public bool Mandatory => Kind == MessageKind.Call || (Kind == MessageKind.Cast && Target.Server is not null);

    /// <summary>The time after which a call that no server received may be dropped; null for messages that wait for ever.</summary>
    public TimeSpan? TimeToLive => Kind == MessageKind.Call && !Deadline.IsInfinite ? Deadline.TimeLeft : null;

    /// <summary>For a call, the longest silence of the server that the caller tolerates, or null when it requests no keep-alives.</summary>
    public virtual TimeSpan? MonitorTimeout => null;

    /// <summary>Whether a call may be sent again, with the same bytes, when it or its reply was lost with the connection.</summary>
    public virtual bool IsIdempotent => false;

    /// <summary>The W3C trace context to send along (<c>traceparent</c>), or null.</summary>
    public string? TraceParent { get; internal set; }

    /// <summary>The vendors' part of the trace context (<c>tracestate</c>), or null.</summary>
    public string? TraceState { get; internal set; }

    /// <summary>Writes the body. Call it once for a message, even if the message is sent again: each call writes a new unique id.</summary>
    /// <param name="buffer">The destination.</param>
    /// <param name="format">The form of the message in the body, unless its sender insists on another.</param>
    /// <param name="messageId">For a call, the id that the reply will carry.</param>
    /// <param name="replyTo">For a call, the address of the reply.</param>
    /// <exception cref="SerializationException">An argument or a value of the context cannot be written.</exception>
    public abstract void WriteTo(MessageBuffer buffer, EnvelopeFormat format, MessageId messageId = default, string? replyTo = null);
}
