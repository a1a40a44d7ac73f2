using System.Text.Json;
using Messaging.Drivers;

namespace Messaging.Serialization;

/// <summary>A call or a cast of a method by its name, whose arguments are an object of the caller's.</summary>
internal sealed class NamedRequest : OutgoingRequest
{
    private readonly TimeSpan _monitorTimeout;
    private object? _arguments;
    private bool _isFixed;

    public NamedRequest(
        MessageKind kind, Target target, Deadline deadline, string method, object? arguments, RpcContext? context,
        JsonPayloadSerializer serializer, TimeSpan? monitorTimeout = null, bool isIdempotent = false)
        : base(kind, target, deadline, context)
    {
        Method = method;
        IsIdempotent = isIdempotent;
        _arguments = arguments;
        Serializer = serializer;
        _monitorTimeout = monitorTimeout ?? TimeSpan.Zero;
    }

    public override string Method { get; }

    public override TimeSpan? MonitorTimeout => _monitorTimeout == TimeSpan.Zero ? null : _monitorTimeout;

    public override bool IsIdempotent { get; }

    public override JsonPayloadSerializer Serializer { get; }

    public override void WriteArguments(Utf8JsonWriter writer)
    {
        if (_isFixed)
        {
            writer.WriteRawValue((byte[])_arguments!, skipInputValidation: true);
        }
        else
        {
            Serializer.WriteArguments(writer, Method, _arguments);
        }
    }

    /// <summary>Takes the arguments as they are now, so that the sender may change them while the message waits.</summary>
    /// <exception cref="SerializationException">An argument cannot be written.</exception>
    public void FixArguments()
    {
        if (!_isFixed)
        {
            _arguments = Serializer.ArgumentsToBytes(Method, _arguments);
            _isFixed = true;
        }
    }
}
