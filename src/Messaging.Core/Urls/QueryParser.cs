using System.Collections.ObjectModel;
using Messaging.Drivers;

namespace Messaging.Urls;

/// <summary>
/// Reads the options of a transport URL as Python's <c>parse_qs</c> does: <c>+</c> is a space, and empty items are none. What it drops or
/// joins there is refused: an option without a value, and one that is set twice.
/// </summary>
internal static class QueryParser
{
    /// <param name="query">What follows the <c>?</c>.</param>
    /// <param name="sections">Whose options are known.</param>
    /// <param name="options">The options in their order; one without a value has one that could be meant.</param>
    /// <param name="withoutValue">The number of the first option without a value, and how many options there are.</param>
    /// <returns>Any other error, or null.</returns>
    public static InvalidTransportUrlException? Parse(
        ReadOnlySpan<char> query, IEnumerable<OsloSection> sections, out ReadOnlyDictionary<string, string> options,
        out (int Number, int Count)? withoutValue)
    {
        options = ReadOnlyDictionary<string, string>.Empty;
        withoutValue = null;
        if (query.IsEmpty)
        {
            return null;
        }

        var read = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        var (number, count) = (0, CountItems(query));
        foreach (var range in query.Split('&'))
        {
            var item = query[range];
            if (item.IsEmpty)
            {
                continue;
            }

            number++;
            if (item.Contains(';'))
            {
                return UrlErrors.Semicolon(number, count);
            }

            var equals = item.IndexOf('=');
            if (!TryDecode(equals < 0 ? item : item[..equals], out var name) || !TryDecode(item[(equals + 1)..], out var value))
            {
                return UrlErrors.NotUtf8(TransportUrlPart.Query, UrlErrors.Option(number, count));
            }

            if (equals < 0 || value.Length == 0)
            {
                withoutValue ??= (number, count);
                value = Find(sections, name)?.Value == OsloValue.Boolean ? "true" : "VALUE";
            }

            if (!read.TryAdd(name, value))
            {
                return UrlErrors.Repeated(number, count);
            }
        }

        options = new ReadOnlyDictionary<string, string>(read);
        return null;
    }

    /// <summary>Whether it is certain that a name is one, and not a piece of a password that was not encoded.</summary>
    public static bool IsKnown(IEnumerable<OsloSection> sections, string name) => Find(sections, name) is not null;

    private static int CountItems(ReadOnlySpan<char> query)
    {
        var count = 0;
        foreach (var range in query.Split('&'))
        {
            count += query[range].IsEmpty ? 0 : 1;
        }

        return count;
    }

    private static OsloOption? Find(IEnumerable<OsloSection> sections, string name) =>
        sections.Prepend(OsloSection.Default).Select(section => section.Find(name)).FirstOrDefault(option => option is not null);

    private static bool TryDecode(ReadOnlySpan<char> text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? decoded) =>
        PercentEncoding.TryDecode(text.ToString().Replace('+', ' '), out decoded);
}
