namespace Messaging.Drivers;

/// <summary>What a message says, before it is a body: a request or a notification.</summary>
internal abstract class OutgoingContent
{
    /// <summary>What spans, logs and errors call the message.</summary>
    public abstract string Name { get; }

    public virtual TimeSpan? MonitorTimeout => null;

    public virtual bool IsIdempotent => false;

    /// <summary>Writes the body.</summary>
    /// <exception cref="SerializationException">A value cannot be written.</exception>
    public abstract void WriteTo(MessageBuffer body, EnvelopeFormat format, OutgoingMessage message, MessageId messageId, string? replyTo);

    /// <summary>Takes what the user may still change as it is now.</summary>
    public virtual void Fix()
    {
    }
}
