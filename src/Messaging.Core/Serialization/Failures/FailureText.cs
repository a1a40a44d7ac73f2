using System.Globalization;
using System.Runtime.InteropServices;

namespace Messaging.Serialization;

/// <summary>Limits the texts of a failure: a failure contains its message three times, and its quotes are escaped twice.</summary>
internal static class FailureText
{
    public const int MaxName = 512;
    public const int MaxMessage = 200_000;
    public const int MaxTrace = 60_000;
    private const int MaxValue = 64 * 1024;

    /// <summary>The beginning of a text, with a mark when something was cut off.</summary>
    public static string Cut(string text, int most) =>
        text.Length <= most ? text : string.Concat(text.AsSpan(0, BeforePair(text, most)), Mark(text));

    /// <summary>The beginning and the end of a text, with a mark when something was cut out: a trace begins with its reason and ends with
    /// its location.</summary>
    public static string CutMiddle(string text, int most) => text.Length <= most ? text : string.Concat(
        text.AsSpan(0, BeforePair(text, most / 2)), Mark(text), "\n", text.AsSpan(BeforePair(text, text.Length - (most / 2))));

    /// <summary>Whether a value is short enough to be sent too.</summary>
    public static bool IsShort(RpcValue value) => value.IsMissing || JsonMarshal.GetRawUtf8Value(value.ToJsonElement()).Length <= MaxValue;

    private static string Mark(string text) =>
        string.Create(CultureInfo.InvariantCulture, $"... (cut: the text has {text.Length:N0} characters)");

    private static int BeforePair(string text, int place) => char.IsLowSurrogate(text[place]) ? place - 1 : place;
}
