using System.Globalization;
using Messaging.Drivers;

namespace Messaging.Urls;

/// <summary>Reads the options of a transport URL as the types that drivers need.</summary>
internal static class OptionReader
{
    private const int ShownLength = 64;
    private const double MostSeconds = 922_337_203_685;

    public static int ReadInt32(string name, string value, int minimum, int maximum)
    {
        if (int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= minimum && number <= maximum)
        {
            return number;
        }

        var range = (minimum, maximum) switch
        {
            (int.MinValue, int.MaxValue) => "",
            (_, int.MaxValue) => $" not below {minimum}",
            (int.MinValue, _) => $" not above {maximum}",
            _ => $" from {minimum} to {maximum}",
        };
        throw Unreadable(name, value, $"a whole number{range}");
    }

    public static TimeSpan ReadSeconds(string name, string value)
    {
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(value, Style, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= MostSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw Unreadable(name, value, "a number of seconds, such as 30 or 0.5");
    }

    public static bool ReadBoolean(string name, string value) => value.ToUpperInvariant() switch
    {
        "TRUE" or "1" or "YES" or "ON" => true,
        "FALSE" or "0" or "NO" or "OFF" => false,
        _ => throw Unreadable(name, value, "true or false (or 1, 0, yes, no, on, off)"),
    };

    public static InvalidTransportUrlException Unknown(string name, ReadOnlySpan<string> known, OsloSection? section)
    {
        var sorted = known.ToArray();
        Array.Sort(sorted, StringComparer.Ordinal);
        var hint = NearestName.Find(name, Candidates(sorted, section)) is { } near ? $"Did you mean {near}?"
            : sorted.Length == 0 ? "It knows none."
            : $"It knows {string.Join(", ", sorted)}.";
        return new(TransportUrlPart.Query, $"The driver has no option '{Shorten(name)}', which the transport URL sets. {hint}");
    }

    public static InvalidTransportUrlException GivenTwice(string name, string other) => new(
        TransportUrlPart.Query,
        $"The transport URL sets '{Shorten(name)}' and '{Shorten(other)}', which are two names of one option. Remove one of them.");

    public static InvalidTransportUrlException Refused(string name, string value, OsloOption option) => new(
        TransportUrlPart.Query,
        $"The option '{name}' is '{Shorten(value)}', which is not supported here: {option.Meaning}.");

    public static InvalidTransportUrlException Unreadable(string name, string value, string expected)
    {
        var shown = Secrets.LooksSecret(name, value) ? Secrets.Mask : Shorten(value);
        return new(TransportUrlPart.Query, $"Option '{Shorten(name)}' of the transport URL must be {expected}, got '{shown}'.");
    }

    /// <summary>What may have been meant: what the driver knows, the options of no effect too, and those of every transport.</summary>
    private static HashSet<string> Candidates(string[] known, OsloSection? section) =>
        [.. known, .. OsloSection.Default.Options.Concat(section?.Options ?? []).Select(option => option.Name)];

    private static string Shorten(string text) => text.Length <= ShownLength ? text : $"{text.AsSpan(0, ShownLength)}...";
}
