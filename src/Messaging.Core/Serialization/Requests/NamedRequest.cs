using System.Text.Json;
using Messaging.Drivers;

namespace Messaging.Serialization;

/// <summary>A call or a cast of a method by name, whose arguments are an object of the caller.</summary>
internal sealed class NamedRequest : OutgoingRequest
{
    private readonly TimeSpan _monitorTimeout;
    private readonly bool _isIdempotent;
    private object? _arguments;
    private bool _isFixed;

    public NamedRequest(
        MessageKind kind, Target target, Deadline deadline, string method, object? arguments, RpcContext? context,
        JsonPayloadSerializer serializer)
        : base(kind, target, deadline, context)
    {
        Method = method;
        _arguments = arguments;
        Serializer = serializer;
    }

    public override string Method { get; }

    public override TimeSpan? MonitorTimeout => _monitorTimeout == TimeSpan.Zero ? null : _monitorTimeout;

    public override bool IsIdempotent => _isIdempotent;

    /// <summary>Sets <see cref="MonitorTimeout"/>.</summary>
    public TimeSpan? SilenceLimit
    {
        init => _monitorTimeout = value ?? TimeSpan.Zero;
    }

    /// <summary>Sets <see cref="IsIdempotent"/>.</summary>
    public bool MayRunAgain
    {
        init => _isIdempotent = value;
    }

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

    /// <summary>Captures the arguments now, so that the sender may change them while the message waits.</summary>
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
