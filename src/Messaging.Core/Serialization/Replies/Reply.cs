using System.Text.Json;
using Messaging.Serialization;

namespace Messaging.Drivers;

/// <summary>A reply from the wire, in pooled memory. Its receiver disposes it, once.</summary>
public sealed class Reply : IDisposable
{
    private MessageBuffer _message = null!;
    private Slice _result;
    private Slice _failure;
    private MessageId _id;
    private bool _hasId;
    private int _isTaken;

    private Reply()
    {
    }

    /// <summary>The id of the call that it answers, or null when it has no id of ours.</summary>
    public MessageId? MessageId => _hasId ? _id : null;

    /// <summary>Whether this is the answer; false for a keep-alive and for the first part of a reply in two parts.</summary>
    public bool IsEnding { get; private set; }

    /// <summary>Whether the reply has a result that is not null.</summary>
    internal bool HasResult => _result.Length > 0 && !ResultBytes.SequenceEqual("null"u8);

    /// <summary>Whether the server failed.</summary>
    internal bool IsFailure => _failure.Length > 0;

    /// <summary>The result as JSON, or nothing.</summary>
    internal ReadOnlySpan<byte> ResultBytes => _message.WrittenSpan.Slice(_result.Start, _result.Length);

    /// <summary>The failure as a JSON value (a string that contains JSON), or nothing.</summary>
    internal ReadOnlySpan<byte> FailureBytes => _message.WrittenSpan.Slice(_failure.Start, _failure.Length);

    /// <summary>Reads a reply.</summary>
    /// <param name="body">The body from the wire; copied.</param>
    /// <returns>The reply.</returns>
    /// <exception cref="SerializationException">The body is not a reply.</exception>
    public static Reply Read(ReadOnlySpan<byte> body)
    {
        var message = MessageBuffer.Rent();
        try
        {
            Oslo2Envelope.Unwrap(body, message);
            var reply = Take(message);
            try
            {
                reply.ReadFields();
            }
            catch (JsonException) when (NonFiniteNumbers.TryReplaceWords(message))
            {
                reply.ReadFields();
            }

            return reply;
        }
        catch (Exception e)
        {
            message.Dispose();
            throw e is JsonException or InvalidOperationException
                ? new SerializationException("The message is not a valid reply: " + e.Message, e)
                : e;
        }
    }

    /// <summary>Returns the memory.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isTaken, 0) == 0)
        {
            return;
        }

        _message.Dispose();
        IdleObjects<Reply>.TryPut(this);
    }

    private static Reply Take(MessageBuffer message)
    {
        if (!IdleObjects<Reply>.TryTake(out var reply))
        {
            reply = new Reply();
        }

        reply._message = message;
        reply._result = reply._failure = default;
        reply._hasId = reply.IsEnding = false;
        reply._isTaken = 1;
        return reply;
    }

    private void ReadFields()
    {
        var reader = new Utf8JsonReader(_message.WrittenSpan, EnvelopeFields.ReaderOptions);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new SerializationException("The message is not a JSON object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(EnvelopeFields.Result.EncodedUtf8Bytes))
            {
                _result = SkipValue(ref reader);
            }
            else if (reader.ValueTextEquals(EnvelopeFields.Failure.EncodedUtf8Bytes))
            {
                var failure = SkipValue(ref reader);
                _failure = IsTruthy(failure) ? failure : default;
            }
            else if (reader.ValueTextEquals(EnvelopeFields.Ending.EncodedUtf8Bytes))
            {
                reader.Read();
                IsEnding = reader.TokenType == JsonTokenType.True;
                reader.Skip();
            }
            else if (reader.ValueTextEquals(EnvelopeFields.MessageId.EncodedUtf8Bytes))
            {
                reader.Read();
                _hasId = reader.TokenType == JsonTokenType.String && Drivers.MessageId.TryParse(reader.ValueSpan, out _id);
                reader.Skip();
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        // A failure always ends a call, no matter what else the server wrote.
        IsEnding |= IsFailure;
    }

    private static Slice SkipValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return new Slice(start, (int)reader.BytesConsumed - start);
    }

    /// <summary>A Python caller treats any truthy value as a failure.</summary>
    private bool IsTruthy(Slice value) =>
        _message.WrittenSpan.Slice(value.Start, value.Length) is var text
        && !(text.SequenceEqual("null"u8) || text.SequenceEqual("false"u8) || text.SequenceEqual("\"\""u8) || text.SequenceEqual("0"u8)
            || text.SequenceEqual("{}"u8) || text.SequenceEqual("[]"u8));
}
