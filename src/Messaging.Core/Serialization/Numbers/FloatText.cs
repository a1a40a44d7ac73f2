using System.Globalization;
using System.Numerics;

namespace Messaging.Serialization;

/// <summary>Writes a floating-point number so that Python reads it as a float, even when it is whole.</summary>
internal static class FloatText
{
    /// <summary>An upper bound for the length of the text.</summary>
    public const int MaxLength = 40;

    /// <summary>Writes the shortest text that reads back as the same number; for a whole number, all its digits.</summary>
    /// <param name="value">The number; it must be finite.</param>
    /// <param name="text">The destination, at least <see cref="MaxLength"/> bytes.</param>
    /// <returns>The written bytes.</returns>
    public static ReadOnlySpan<byte> Format<T>(T value, Span<byte> text)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        int length;
        if (!T.IsInteger(value))
        {
            value.TryFormat(text, out length, default, CultureInfo.InvariantCulture);
            return text[..length];
        }

        // Without loss: a double holds every float and every half.
        double.CreateTruncating(value).TryFormat(text, out length, default, CultureInfo.InvariantCulture);
        if (!text[..length].ContainsAny((byte)'.', (byte)'E'))
        {
            ".0"u8.CopyTo(text[length..]);
            length += 2;
        }

        return text[..length];
    }
}
