using System.Text.Json;
using Messaging.Drivers;

namespace Messaging.Serialization;

/// <summary>What a client puts into a request: everything but the addresses.</summary>
internal sealed class RequestContent(
    string method, object? arguments, RpcContext? context, JsonPayloadSerializer serializer, TimeSpan? monitorTimeout = null,
    bool isIdempotent = false)
    : OutgoingContent
{
    private byte[]? _fixedArguments;

    public string Method { get; } = method;

    public RpcContext? Context { get; } = context;

    public override string Name => Method;

    public override TimeSpan? MonitorTimeout { get; } = monitorTimeout;

    public override bool IsIdempotent { get; } = isIdempotent;

    public override void WriteTo(MessageBuffer body, EnvelopeFormat format, OutgoingMessage message, MessageId messageId, string? replyTo) =>
        RequestWriter.Write(body, format, message.Target, this, message.Kind == MessageKind.Call, messageId, replyTo);

    public override void Fix() => _fixedArguments ??= serializer.ArgumentsToBytes(Method, arguments);

    public void WriteArguments(Utf8JsonWriter writer)
    {
        if (_fixedArguments is not null)
        {
            writer.WriteRawValue(_fixedArguments, skipInputValidation: true);
        }
        else
        {
            serializer.WriteArguments(writer, Method, arguments);
        }
    }
}
