using System.Text;
using System.Text.Json;

namespace Messaging.Serialization;

/// <summary>Strings that recur in message after message (methods, versions, reply addresses), so that each is allocated once.</summary>
/// <remarks>A small table without a lock: a lost race only allocates a string again. A colliding string replaces the stored one, so a peer
/// cannot make the table grow.</remarks>
internal static class TextCache
{
    private const int Size = 512;
    private const int LongestKept = 128;
    private static readonly string?[] Texts = new string?[Size];

    /// <summary>The string value of the reader.</summary>
    public static string Read(ref Utf8JsonReader reader)
    {
        var bytes = reader.ValueSpan;
        if (reader.ValueIsEscaped || bytes.Length > LongestKept)
        {
            return reader.GetString()!;
        }

        var hash = new HashCode();
        hash.AddBytes(bytes);
        ref var slot = ref Texts[(uint)hash.ToHashCode() % Size];
        var known = slot;
        if (known is not null && Ascii.Equals(bytes, known))
        {
            return known;
        }

        return slot = reader.GetString()!;
    }
}
