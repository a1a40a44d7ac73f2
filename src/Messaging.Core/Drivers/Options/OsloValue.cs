using System.Globalization;

namespace Messaging.Drivers;

/// <summary>The form of an option's value, as oslo.config reads it.</summary>
public sealed class OsloValue
{
    private readonly Func<string, bool> _fits;

    private OsloValue(string expected, Func<string, bool> fits, bool isList = false)
    {
        Expected = expected;
        _fits = fits;
        IsList = isList;
    }

    /// <summary>The expected form, for an error: "a whole number from 1 to 60000".</summary>
    public string Expected { get; }

    /// <summary>Whether there may be several values, separated by commas.</summary>
    public bool IsList { get; }

    /// <summary>A truth value.</summary>
    public static OsloValue Boolean { get; } = new(
        "true or false (or 1, 0, yes, no, on, off)",
        value => value.ToUpperInvariant() is "TRUE" or "1" or "YES" or "ON" or "FALSE" or "0" or "NO" or "OFF");

    /// <summary>A text.</summary>
    public static OsloValue Text { get; } = new("a text", _ => true);

    /// <summary>Several texts, separated by commas.</summary>
    public static OsloValue List { get; } = new("a list, separated by commas", _ => true, isList: true);

    /// <summary>A whole number.</summary>
    /// <param name="minimum">The least.</param>
    /// <param name="maximum">The greatest.</param>
    /// <returns>What is expected.</returns>
    public static OsloValue WholeNumber(int minimum = int.MinValue, int maximum = int.MaxValue) => new(
        (minimum, maximum) switch
        {
            (int.MinValue, _) => "a whole number",
            (_, int.MaxValue) => string.Create(CultureInfo.InvariantCulture, $"a whole number not below {minimum}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"a whole number from {minimum} to {maximum}"),
        },
        value => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= minimum && number <= maximum);

    /// <summary>A time in seconds, whole or with a fraction, of at most 24 days.</summary>
    /// <param name="mayBeZero">Whether it may be zero.</param>
    /// <returns>What is expected.</returns>
    public static OsloValue Seconds(bool mayBeZero = true) => new(
        mayBeZero ? "a number of seconds, such as 30 or 0.5" : "a number of seconds above 0, such as 30 or 0.5",
        value => double.TryParse(
                value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= TimeSpan.FromDays(24).TotalSeconds && (seconds > 0 || (mayBeZero && seconds == 0)));

    /// <summary>One of some words, in just these letters.</summary>
    /// <param name="choices">The words.</param>
    /// <returns>What is expected.</returns>
    public static OsloValue Choice(params string[] choices) =>
        new(string.Join(" or ", choices), value => choices.Contains(value, StringComparer.Ordinal));

    /// <summary>Reads a whole number that <see cref="Fits"/>.</summary>
    /// <param name="value">The value, as it is written.</param>
    /// <returns>The number.</returns>
    /// <exception cref="FormatException">The value is not valid.</exception>
    public static int ReadInt32(string value) => int.Parse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    /// <summary>Reads a number of seconds that <see cref="Fits"/>.</summary>
    /// <param name="value">The value, as it is written.</param>
    /// <returns>The time.</returns>
    /// <exception cref="FormatException">The value is not valid.</exception>
    public static TimeSpan ReadSeconds(string value) => TimeSpan.FromSeconds(
        double.Parse(value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture));

    /// <summary>Reads a Boolean that <see cref="Fits"/>.</summary>
    /// <param name="value">The value, as it is written.</param>
    /// <returns>Whether it is one of true, 1, yes, on.</returns>
    public static bool ReadBoolean(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.ToUpperInvariant() is "TRUE" or "1" or "YES" or "ON";
    }

    /// <summary>Whether a value can be read.</summary>
    /// <param name="value">The value, as it is written.</param>
    /// <returns>True when it can.</returns>
    public bool Fits(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return _fits(value);
    }
}
