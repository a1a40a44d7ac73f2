using System.Text.Json;
using Messaging.Drivers;

namespace Messaging.Serialization;

/// <summary>
/// A request that came from the wire, in pooled memory: the fields that the server acts on, and the rest as bytes until somebody asks. Disposed once, and
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

    /// <summary>Stands for a request that was disposed: it says nothing.</summary>
    public static Request Disposed { get; } = new();

    public string? Method => _fields.Method;

    public string? Namespace => _fields.Namespace;

    /// <summary>The version that the caller needs, or null when the message has none and 1.0 is meant.</summary>
    public string? Version => _fields.Version;

    /// <summary>Python refuses a version that is there and null.</summary>
    public bool HasVersionNull => _fields.HasVersionNull;

    /// <summary>Where the reply goes; null for a cast.</summary>
    public string? ReplyTo => _fields.ReplyTo;

    /// <summary>The caller wants a sign of life at least this often.</summary>
    public TimeSpan? MonitorTimeout => _fields.MonitorTimeout;

    /// <summary>Whether the sender waits for a reply.</summary>
    public bool IsCall => _fields.IsCall;

    /// <summary>What is wrong with a call that can be told so, or null: a field has a value of the wrong kind.</summary>
    public string? Fault => _fields.Fault;

    /// <summary>Whether most of it was passed over, so that it cannot be given back.</summary>
    public bool IsPartial => _fields.IsPartial;

    /// <summary>The id of the call, when it has the form that oslo and we use.</summary>
    public MessageId? MessageId => _fields.MessageId;

    /// <summary>The id of this message, by which copies of it are known; made here when it has none.</summary>
    public MessageId Key => _key;

    /// <summary>A fingerprint of who sent it and for which call, in which copies of a message agree; 0 for a cast, which says neither.</summary>
    public long Source => IsCall ? ((long)ReplyTo!.GetHashCode(StringComparison.Ordinal) << 32) ^ (long)CallKey.Low : 0;

    /// <summary>The id of the call, also when it is of another form than ours: to be compared.</summary>
    public MessageId CallKey => _fields.MessageId ?? UniqueIds.Of(MessageIdText);

    /// <summary>Whether the sender may send it again, so that its answer is kept for a while.</summary>
    public bool IsIdempotent => _fields.IsIdempotent;

    /// <summary>The id of the call as it came (JSON text, still escaped), for the reply.</summary>
    public ReadOnlySpan<byte> MessageIdText => Bytes(_fields.MessageIdText);

    /// <summary>The arguments: a JSON object, or nothing.</summary>
    public ReadOnlySpan<byte> Arguments => Bytes(_fields.Arguments);

    private ReadOnlySpan<byte> Text => _message is { } message ? message.WrittenSpan : [];

    /// <summary>Makes a request of what was found in a message.</summary>
    /// <param name="message">The message, which belongs to the request.</param>
    /// <param name="fields">What was found.</param>
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

    /// <summary>Its unique id is another's: from now on it has one that nothing else has.</summary>
    public void TakeKeyOfItsOwn() => _key = Drivers.MessageId.NewUnique();

    /// <summary>Reads the context. What it gives lives on after the request is disposed.</summary>
    public RpcContext ReadContext() => _fields.HasContext ? RpcContext.Read(Text) : RpcContext.Empty;

    /// <summary>Writes the request again as it came.</summary>
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
