using System.Globalization;
using System.Text;

namespace Messaging.Generators.Reading;

/// <summary>
/// Names in C# as they are on the wire: snake_case by the rules of JsonNamingPolicy.SnakeCaseLower, which the server's reflection uses.
/// </summary>
internal static class WireNames
{
    private const string Suffix = "Async";

    private enum Previous
    {
        Nothing,
        Upper,
        LowerOrDigit,
        Space,
    }

    /// <summary>The name of a method: without <c>Async</c>.</summary>
    public static string OfMethod(string name) => Snake(
        name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal)
            ? name.Substring(0, name.Length - Suffix.Length)
            : name);

    /// <summary>The name of a parameter.</summary>
    public static string OfParameter(string name) => Snake(name);

    private static string Snake(string name)
    {
        var written = new StringBuilder(name.Length + 8);
        var previous = Previous.Nothing;
        for (var i = 0; i < name.Length; i++)
        {
            var letter = name[i];
            switch (CharUnicodeInfo.GetUnicodeCategory(letter))
            {
                case UnicodeCategory.UppercaseLetter:
                    // The last of several capitals begins a word when a small letter follows it.
                    if (previous is Previous.LowerOrDigit or Previous.Space
                        || (previous == Previous.Upper && i + 1 < name.Length && char.IsLower(name[i + 1])))
                    {
                        written.Append('_');
                    }

                    written.Append(char.ToLowerInvariant(letter));
                    previous = Previous.Upper;
                    break;
                case UnicodeCategory.LowercaseLetter or UnicodeCategory.DecimalDigitNumber:
                    written.Append(previous == Previous.Space ? "_" : "").Append(letter);
                    previous = Previous.LowerOrDigit;
                    break;
                case UnicodeCategory.SpaceSeparator:
                    previous = previous == Previous.Nothing ? Previous.Nothing : Previous.Space;
                    break;
                default:
                    // Any other character stays, and a new word begins after it.
                    written.Append(letter);
                    previous = Previous.Nothing;
                    break;
            }
        }

        return written.ToString();
    }
}
