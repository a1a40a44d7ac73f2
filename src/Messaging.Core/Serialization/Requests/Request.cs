using System.Text.Json;
using Messaging.Drivers;

namespace Messaging.Serialization;

/// <summary>
/// A request from the wire, in pooled memory: the fields that the server acts on, and the rest as bytes until needed. Disposed once, and
/// not touched afterwards.
/// </summary>
internal sealed class Request : IDisposable
{
    private MessageBuffer? _message;
    private RequestFields _fields;
    private MessageId _key;

    private Request()
    {
    }

    /// <summary>Replaces a request that was disposed: it is empty.</summary>
    public static Request Disposed { get; } = new();

    public string? Method => _fields.Method;

    public string? Namespace => _fields.Namespace;

    /// <summary>The version that the caller needs, or null when the message has none, which means 1.0.</summary>
    public string? Version => _fields.Version;

    /// <summary>Python refuses a version that is present but null.</summary>
    public bool HasVersionNull => _fields.HasVersionNull;

    /// <summary>Where the reply goes; null for a cast.</summary>
    public string? ReplyTo => _fields.ReplyTo;

    /// <summary>The caller requests a keep-alive at least this often.</summary>
    public TimeSpan? MonitorTimeout => _fields.MonitorTimeout;

    /// <summary>Whether the sender waits for a reply.</summary>
    public bool IsCall => _fields.IsCall;

    /// <summary>The error to send to the caller, or null: a field has a value of the wrong kind.</summary>
    public string? Fault => _fields.Fault;

    /// <summary>Whether most of it was skipped, so that it cannot be given back.</summary>
    public bool IsPartial => _fields.IsPartial;

    /// <summary>The id of the call, when it has the form that oslo and we use.</summary>
    public MessageId? MessageId => _fields.MessageId;

    /// <summary>The id of this message, which identifies copies of it; created here when it has none.</summary>
    public MessageId Key => _key;

    /// <summary>A fingerprint of the sender and the call, which is the same for copies of a message; 0 for a cast, which names
    /// neither.</summary>
    public long Source => IsCall ? ((long)ReplyTo!.GetHashCode(StringComparison.Ordinal) << 32) ^ (long)CallKey.Low : 0;

    /// <summary>The id of the call, even in another form than ours: for comparison.</summary>
    public MessageId CallKey => _fields.MessageId ?? UniqueIds.Of(MessageIdText);

    /// <summary>Whether the sender may resend it, so that its answer is kept for a while.</summary>
    public bool IsIdempotent => _fields.IsIdempotent;

    /// <summary>The id of the call as received (JSON, still escaped), for the reply.</summary>
    public ReadOnlySpan<byte> MessageIdText => Bytes(_fields.MessageIdText);

    /// <summary>The arguments: a JSON object, or nothing.</summary>
    public ReadOnlySpan<byte> Arguments => Bytes(_fields.Arguments);

    private ReadOnlySpan<byte> Text => _message is { } message ? message.WrittenSpan : [];

    /// <summary>Creates a request from the fields found in a message.</summary>
    /// <param name="message">The message; the request takes ownership.</param>
    /// <param name="fields">The fields that were found.</param>
    public static Request Take(MessageBuffer message, in RequestFields fields)
    {
        if (!IdleObjects<Request>.TryTake(out var request))
        {
            request = new Request();
        }

        request._message = message;
        request._fields = fields;
        request._key = fields.UniqueId ?? Drivers.MessageId.NewUnique();
        return request;
    }

    /// <summary>Replaces a unique id that belongs to another message by a fresh one.</summary>
    public void TakeKeyOfItsOwn() => _key = Drivers.MessageId.NewUnique();

    /// <summary>Reads the context. The result stays valid after the request is disposed.</summary>
    public RpcContext ReadContext() => _fields.HasContext ? RpcContext.Read(Text) : RpcContext.Empty;

    /// <summary>Writes the request again as received.</summary>
    public void WriteTo(MessageBuffer body, EnvelopeFormat format)
    {
        if (format == EnvelopeFormat.Oslo2)
        {
            Oslo2Envelope.Wrap(Text, body);
        }
        else
        {
            body.Write(Text);
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _message, null) is { } message)
        {
            message.Dispose();
            _fields = default;
            IdleObjects<Request>.TryPut(this);
        }
    }

    private ReadOnlySpan<byte> Bytes(Slice slice) => Text.Slice(slice.Start, slice.Length);
}
