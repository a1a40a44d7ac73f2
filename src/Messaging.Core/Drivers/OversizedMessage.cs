using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Messaging.Serialization;

namespace Messaging.Drivers;

/// <summary>What is known about a message that is too large: whose it is, so that the caller can be told. The rest is skipped, not
/// kept.</summary>
public sealed class OversizedMessage
{
    private const int Piece = 64 * 1024;
    private const string MaxMessageSize = "TransportOptions.MaxMessageSize";

    private readonly MessageSkimmer _skimmer;
    private readonly string _limitedBy;

    private OversizedMessage(MessageSkimmer skimmer, long? size, int limit, string limitedBy = MaxMessageSize)
    {
        _skimmer = skimmer;
        _limitedBy = limitedBy;
        Size = size;
        Limit = limit;
    }

    /// <summary>The size of the message in bytes; null when it is only known to be more than the limit.</summary>
    public long? Size { get; }

    /// <summary>The largest accepted message, in bytes.</summary>
    public int Limit { get; }

    /// <summary>The id of the call that it is, or that it answers; null when it has no id of ours.</summary>
    public MessageId? MessageId => Drivers.MessageId.TryParse(_skimmer.Find(EnvelopeFields.MessageId.Value), out var id) ? id : null;

    /// <summary>Scans a message.</summary>
    /// <param name="body">The body from the wire.</param>
    /// <param name="limit">The largest accepted message, in bytes.</param>
    /// <returns>What is known about it. Never throws, whatever the body contains.</returns>
    public static OversizedMessage Read(ReadOnlySpan<byte> body, int limit)
    {
        var skimmer = new MessageSkimmer();
        skimmer.Feed(body);
        return new OversizedMessage(skimmer, body.Length, limit);
    }

    /// <summary>Scans a message that is not in memory as a whole, for example while it is decompressed.</summary>
    /// <param name="body">The stream of the body.</param>
    /// <param name="limit">The largest accepted message, in bytes.</param>
    /// <param name="mostRead">Where to stop, in bytes: a few compressed bytes can expand to many.</param>
    /// <param name="limitedBy">The name of the limit. Null: <see cref="TransportOptions.MaxMessageSize"/>.</param>
    /// <returns>What is known about it, even when it cannot be decompressed to its end.</returns>
    public static OversizedMessage Read(Stream body, int limit, long mostRead, string? limitedBy = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        limitedBy ??= MaxMessageSize;
        var skimmer = new MessageSkimmer();
        var piece = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            long size = 0;
            while (size < mostRead)
            {
                var read = body.Read(piece);
                if (read == 0)
                {
                    return new OversizedMessage(skimmer, size, limit, limitedBy);
                }

                skimmer.Feed(piece.AsSpan(0, read));
                size += read;
            }
        }
        catch (InvalidDataException)
        {
            // What was found so far may suffice.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }

        return new OversizedMessage(skimmer, size: null, limit, limitedBy);
    }

    /// <summary>Writes a reply that replaces one that was refused for its size, and tells the waiting caller so.</summary>
    /// <param name="reply">The destination.</param>
    /// <param name="format">The form of the reply in the body.</param>
    /// <param name="error">The error with the size and the limit.</param>
    /// <returns>False, and nothing was written, when the reply has no id of a call.</returns>
    public bool TryWriteRefusal(MessageBuffer reply, EnvelopeFormat format, MessageTooLargeException error)
    {
        ArgumentNullException.ThrowIfNull(reply);
        ArgumentNullException.ThrowIfNull(error);
        var id = _skimmer.Find(EnvelopeFields.MessageId.Value);
        if (id.IsEmpty)
        {
            return false;
        }

        using var failure = MessageBuffer.Rent();
        FailureWriter.Write(failure, OfReply(null, error), new RemoteExceptionMap(), withTrace: false, isRefusal: true);
        ReplyWriter.WriteFailure(reply, format, id, failure);
        return true;
    }

    /// <summary>Its size and the limit, in words.</summary>
    public override string ToString() => Describe(Size, Limit, _limitedBy);

    internal static string Describe(long? size, long limit, string limitedBy = MaxMessageSize) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(size is { } known ? $"{known:N0}" : "more")} bytes, and no more than {limit:N0} are accepted ({limitedBy})");

    /// <summary>The error of a caller whose reply is refused for its size.</summary>
    internal static MessageTooLargeException OfReply(string? method, MessageTooLargeException error) => new(
        $"The reply{(method is null ? "" : $" of '{method}'")} cannot be sent, though the method has run. {error.Message}",
        error.Size, error.Limit, isReply: true);

    /// <summary>The request for a server: it says whose call it is, and has no arguments.</summary>
    internal Request ToRequest()
    {
        var id = _skimmer.Find(EnvelopeFields.MessageId.Value);
        var fields = new RequestFields
        {
            Method = Read(EnvelopeFields.Method),
            ReplyTo = Read(EnvelopeFields.ReplyTo),
            MessageId = MessageId,
            UniqueId = Drivers.MessageId.TryParse(_skimmer.Find(EnvelopeFields.UniqueId.Value), out var unique) ? unique : null,
            MessageIdText = new Slice(0, id.Length),
            IsPartial = true,
        };
        var text = MessageBuffer.Rent();
        text.Write(id);
        return Request.Take(text, fields);
    }

    private string? Read(JsonEncodedText field)
    {
        var text = _skimmer.Find(field.Value);
        if (text.IsEmpty)
        {
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader([(byte)'"', .. text, (byte)'"']);
            reader.Read();
            return reader.GetString();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
