using System.Text.Json;
using Messaging.Contracts;
using Messaging.Drivers;

namespace Messaging.Serialization;

/// <summary>An outgoing call or cast: method, arguments and context. Nothing is written before the driver asks for the body.</summary>
internal abstract class OutgoingRequest(MessageKind kind, Target target, Deadline deadline, RpcContext? context)
    : OutgoingMessage(kind, target, deadline)
{
    /// <summary>The context. Interceptors may replace it before it is written.</summary>
    public RpcContext? Context { get; set; } = context;

    /// <summary>The serializer of the arguments and the result.</summary>
    public abstract JsonPayloadSerializer Serializer { get; }

    /// <summary>The exceptions that the called member declares.</summary>
    public virtual IReadOnlyList<RpcThrown> Throws => [];

    /// <summary>Writes the arguments: a JSON object.</summary>
    /// <exception cref="SerializationException">An argument cannot be written.</exception>
    public abstract void WriteArguments(Utf8JsonWriter writer);

    /// <inheritdoc/>
    public override void WriteTo(MessageBuffer buffer, EnvelopeFormat format, MessageId messageId = default, string? replyTo = null)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        RequestWriter.Write(buffer, format, this, messageId, replyTo);
    }
}
