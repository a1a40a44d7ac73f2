using System.Collections.ObjectModel;

namespace Messaging.Urls;

/// <summary>
/// Reads the options of a transport URL as Python's <c>parse_qs</c> does: <c>+</c> is a space, an option without a value is dropped;
/// the values of a repeated name are joined with <c>,</c>.
/// </summary>
internal static class QueryParser
{
    /// <summary>The options in the order of their first appearance.</summary>
    public static ReadOnlyDictionary<string, string> Parse(ReadOnlySpan<char> query)
    {
        if (query.IsEmpty)
        {
            return ReadOnlyDictionary<string, string>.Empty;
        }

        var options = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            var equals = pair.IndexOf('=');
            if (equals < 0 || equals == pair.Length - 1)
            {
                continue;
            }

            var name = Decode(pair[..equals]);
            var value = Decode(pair[(equals + 1)..]);
            options[name] = options.TryGetValue(name, out var earlier) ? $"{earlier},{value}" : value;
        }

        return new ReadOnlyDictionary<string, string>(options);
    }

    private static string Decode(ReadOnlySpan<char> text) => PercentEncoding.Decode(text.ToString().Replace('+', ' '));
}
