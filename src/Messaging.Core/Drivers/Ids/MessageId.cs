using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;

namespace Messaging.Drivers;

/// <summary>The id of a message: 128 bits, on the wire 32 hexadecimal digits, like the ids of oslo.messaging (a uuid without its
/// dashes).</summary>
/// <remarks>Ours are random: seeing any number of them does not help to guess another, so nobody can answer a call that went elsewhere, or
/// make a server take a message for a copy.</remarks>
public readonly record struct MessageId
{
    /// <summary>The length of the text form.</summary>
    public const int TextLength = 32;

    /// <summary>Creates an id from its two halves.</summary>
    /// <param name="high">The first 16 digits.</param>
    /// <param name="low">The last 16 digits.</param>
    public MessageId(ulong high, ulong low)
    {
        High = high;
        Low = low;
    }

    /// <summary>The first 16 digits. The ids of all calls of one <see cref="ReplyWaiters"/> share it.</summary>
    public ulong High { get; }

    /// <summary>The last 16 digits.</summary>
    public ulong Low { get; }

    /// <summary>Creates an id that is unique across processes and that nobody can guess. Safe for any number of threads.</summary>
    /// <returns>The id.</returns>
    public static MessageId NewUnique() => new(RandomBits.Next(), RandomBits.Next());

    /// <summary>Reads the text form.</summary>
    /// <param name="text">UTF-8 text.</param>
    /// <param name="id">The id, when the text is valid.</param>
    /// <returns>Whether the text is 32 hexadecimal digits. A peer may use ids of another form.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out MessageId id)
    {
        if (text.Length == TextLength
            && Utf8Parser.TryParse(text[..16], out ulong high, out var read, 'x') && read == 16
            && Utf8Parser.TryParse(text[16..], out ulong low, out read, 'x') && read == 16)
        {
            id = new MessageId(high, low);
            return true;
        }

        id = default;
        return false;
    }

    /// <summary>Writes the text form.</summary>
    /// <param name="destination">At least <see cref="TextLength"/> bytes.</param>
    public void WriteTo(Span<byte> destination)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
        Convert.TryToHexStringLower(bytes, destination, out _);
    }

    /// <summary>The text form: 32 hexadecimal digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");
}
