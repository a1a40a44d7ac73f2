using System.Text.Json;
using Messaging.Drivers;

namespace Messaging.Serialization;

/// <summary>A request that came from the wire: the fields that the server acts on, and the rest as bytes until somebody asks.</summary>
internal sealed class Request : IDisposable
{
    private readonly MessageBuffer _message;
    private readonly bool _hasContext;
    private readonly Slice _arguments;
    private readonly Slice _messageIdText;
    private readonly TimeSpan _monitorTimeout;
    private readonly MessageId _messageId;
    private readonly bool _hasMessageId;

    internal Request(MessageBuffer message, in RequestFields fields)
    {
        _message = message;
        Method = fields.Method;
        Namespace = fields.Namespace;
        Version = fields.Version;
        HasVersionNull = fields.HasVersionNull;
        ReplyTo = fields.ReplyTo;
        _monitorTimeout = fields.MonitorTimeout ?? TimeSpan.Zero;
        _messageId = fields.MessageId.GetValueOrDefault();
        _hasMessageId = fields.MessageId is not null;
        Key = fields.UniqueId ?? Drivers.MessageId.NewUnique();
        IsIdempotent = fields.IsIdempotent;
        _messageIdText = fields.MessageIdText;
        _arguments = fields.Arguments;
        _hasContext = fields.HasContext;
        Fault = fields.Fault;
    }

    public string? Method { get; }

    public string? Namespace { get; }

    /// <summary>The version that the caller needs, or null when the message has none and 1.0 is meant.</summary>
    public string? Version { get; }

    /// <summary>Python refuses a version that is there and null.</summary>
    public bool HasVersionNull { get; }

    /// <summary>Where the reply goes; null for a cast.</summary>
    public string? ReplyTo { get; }

    /// <summary>The caller wants a sign of life at least this often.</summary>
    public TimeSpan? MonitorTimeout => _monitorTimeout == TimeSpan.Zero ? null : _monitorTimeout;

    /// <summary>Whether the sender waits for a reply.</summary>
    public bool IsCall => _messageIdText.Length > 0 && ReplyTo is not null;

    /// <summary>What is wrong with a call that can be told so, or null: a field has a value of the wrong kind.</summary>
    public string? Fault { get; }

    /// <summary>The id of the call, when it has the form that oslo and we use.</summary>
    public MessageId? MessageId => _hasMessageId ? _messageId : null;

    /// <summary>The id of this message, by which copies of it are known; made here when it has none.</summary>
    public MessageId Key { get; }

    /// <summary>Whether the sender may send it again, so that its answer is kept for a while.</summary>
    public bool IsIdempotent { get; }

    /// <summary>The id of the call as it came (JSON text, still escaped), for the reply.</summary>
    public ReadOnlySpan<byte> MessageIdText => Bytes(_messageIdText);

    /// <summary>The arguments: a JSON object, or nothing.</summary>
    public ReadOnlySpan<byte> Arguments => Bytes(_arguments);

    /// <summary>Reads the context. What it gives lives on after the request is disposed.</summary>
    public RpcContext ReadContext() => _hasContext ? RpcContext.Read(_message.WrittenSpan) : RpcContext.Empty;

    /// <summary>Writes the request again as it came.</summary>
    public void WriteTo(MessageBuffer body, EnvelopeFormat format)
    {
        if (format == EnvelopeFormat.Oslo2)
        {
            Oslo2Envelope.Wrap(_message.WrittenSpan, body);
        }
        else
        {
            body.Write(_message.WrittenSpan);
        }
    }

    public void Dispose() => _message.Dispose();

    private ReadOnlySpan<byte> Bytes(Slice slice) => _message.WrittenSpan.Slice(slice.Start, slice.Length);
}
