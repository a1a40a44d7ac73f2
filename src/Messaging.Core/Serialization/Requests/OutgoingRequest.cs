using System.Text.Json;
using Messaging.Drivers;

namespace Messaging.Serialization;

/// <summary>A call or a cast on its way: method, arguments and context. Nothing is written before the driver asks for the body.</summary>
internal sealed class OutgoingRequest : OutgoingMessage
{
    private readonly JsonPayloadSerializer _serializer;
    private readonly TimeSpan _monitorTimeout;
    private object? _arguments;
    private bool _isFixed;

    public OutgoingRequest(
        MessageKind kind, Target target, Deadline deadline, string method, object? arguments, RpcContext? context,
        JsonPayloadSerializer serializer, TimeSpan? monitorTimeout = null, bool isIdempotent = false)
        : base(kind, target, deadline)
    {
        Method = method;
        Context = context;
        IsIdempotent = isIdempotent;
        _arguments = arguments;
        _serializer = serializer;
        _monitorTimeout = monitorTimeout ?? TimeSpan.Zero;
    }

    public override string Method { get; }

    public override TimeSpan? MonitorTimeout => _monitorTimeout == TimeSpan.Zero ? null : _monitorTimeout;

    public override bool IsIdempotent { get; }

    public RpcContext? Context { get; }

    /// <inheritdoc/>
    public override void WriteTo(MessageBuffer buffer, EnvelopeFormat format, MessageId messageId = default, string? replyTo = null)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        RequestWriter.Write(buffer, format, this, messageId, replyTo);
    }

    public void WriteArguments(Utf8JsonWriter writer)
    {
        if (_isFixed)
        {
            writer.WriteRawValue((byte[])_arguments!, skipInputValidation: true);
        }
        else
        {
            _serializer.WriteArguments(writer, Method, _arguments);
        }
    }

    /// <summary>Takes the arguments as they are now, so that the sender may change them while the message waits.</summary>
    /// <exception cref="SerializationException">An argument cannot be written.</exception>
    public void FixArguments()
    {
        if (!_isFixed)
        {
            _arguments = _serializer.ArgumentsToBytes(Method, _arguments);
            _isFixed = true;
        }
    }
}
