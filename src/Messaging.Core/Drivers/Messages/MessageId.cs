using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;

namespace Messaging.Drivers;

/// <summary>The id of a message: 128 bits, on the wire 32 hexadecimal digits, as the ids of oslo.messaging (a uuid without its dashes).</summary>
/// <remarks>Ours are a random prefix and a counter, so that making one costs no randomness and no text.</remarks>
public readonly record struct MessageId
{
    /// <summary>The length of the text form.</summary>
    public const int TextLength = 32;

    private static readonly ulong UniquePrefix = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8));
    private static ulong _lastUnique;

    /// <summary>Creates an id of its two halves.</summary>
    /// <param name="prefix">The half that names the maker.</param>
    /// <param name="sequence">The half that the maker counts.</param>
    public MessageId(ulong prefix, ulong sequence)
    {
        Prefix = prefix;
        Sequence = sequence;
    }

    /// <summary>The first 16 digits: who made the id.</summary>
    public ulong Prefix { get; }

    /// <summary>The last 16 digits: which of the maker's it is.</summary>
    public ulong Sequence { get; }

    /// <summary>An id that no other call of this method, in any process, gives. Safe for any number of threads.</summary>
    /// <returns>The id.</returns>
    public static MessageId NewUnique() => new(UniquePrefix, Interlocked.Increment(ref _lastUnique));

    /// <summary>Reads the text form.</summary>
    /// <param name="text">UTF-8 text.</param>
    /// <param name="id">The id, when the text is one.</param>
    /// <returns>Whether the text is 32 hexadecimal digits. A peer may use ids of another form.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out MessageId id)
    {
        if (text.Length == TextLength
            && Utf8Parser.TryParse(text[..16], out ulong prefix, out var read, 'x') && read == 16
            && Utf8Parser.TryParse(text[16..], out ulong sequence, out read, 'x') && read == 16)
        {
            id = new MessageId(prefix, sequence);
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
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Prefix);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Sequence);
        Convert.TryToHexStringLower(bytes, destination, out _);
    }

    /// <summary>The text form: 32 hexadecimal digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix:x16}{Sequence:x16}");
}
