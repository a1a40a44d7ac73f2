using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Messaging.Drivers;

namespace Messaging.Serialization;

/// <summary>Reads the field that identifies duplicates of a message.</summary>
internal static class UniqueIds
{
    /// <summary>The id, or null when the field has none. The reader is at the field's name, and moves to the end of its value.</summary>
    public static MessageId? Read(ref Utf8JsonReader reader)
    {
        reader.Read();
        MessageId? id = reader.TokenType == JsonTokenType.String ? Of(reader.ValueSpan) : null;
        reader.Skip();
        return id;
    }

    /// <summary>An id of another form is hashed into one of ours: it is only compared.</summary>
    public static MessageId Of(ReadOnlySpan<byte> text)
    {
        if (MessageId.TryParse(text, out var id))
        {
            return id;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return new MessageId(BinaryPrimitives.ReadUInt64LittleEndian(hash), BinaryPrimitives.ReadUInt64LittleEndian(hash[8..]));
    }
}
