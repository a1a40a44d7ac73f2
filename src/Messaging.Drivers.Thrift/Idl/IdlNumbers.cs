using System.Globalization;

namespace Messaging.Drivers.Thrift.Idl;

/// <summary>Reads the integers of a file.</summary>
internal static class IdlNumbers
{
    public static long Read(IdlToken token, long least, long most, string what)
    {
        var text = token.Text.AsSpan();
        var isNegative = text[0] == '-';
        var digits = text.TrimStart("+-");
        var isHex = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        var isRead = isHex
            ? ulong.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size)
            : ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out size);
        var value = isNegative ? -(Int128)size : size;
        return !isRead ? throw token.Place.Error($"'{token.Text}' is not a whole number.")
            : value < least || value > most
                ? throw token.Place.Error(FormattableString.Invariant($"{token.Text} does not fit {what}, from {least} to {most}."))
            : (long)value;
    }
}
