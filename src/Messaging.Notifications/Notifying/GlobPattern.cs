using System.Text;
using System.Text.RegularExpressions;

namespace Messaging.Notifications.Notifying;

/// <summary>A pattern as Python's <c>fnmatch</c> reads it: <c>*</c>, <c>?</c>, <c>[seq]</c>, <c>[!seq]</c>; everything else stands for
/// itself.</summary>
internal sealed class GlobPattern
{
    private readonly Regex _regex;

    /// <exception cref="ArgumentException">The pattern is not valid.</exception>
    public GlobPattern(string glob)
    {
        ArgumentNullException.ThrowIfNull(glob);
        try
        {
            // Without backtracking, so that matching takes linear time.
            _regex = new Regex(ToRegex(glob), RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant);
        }
        catch (RegexParseException e)
        {
            throw new ArgumentException($"'{glob}' is not a pattern: a range in its brackets is reversed.", nameof(glob), e);
        }
    }

    public bool Matches(string text) => _regex.IsMatch(text);

    private static string ToRegex(string glob)
    {
        var regex = new StringBuilder(@"\A");
        for (var i = 0; i < glob.Length; i++)
        {
            switch (glob[i])
            {
                case '*':
                    regex.Append(".*");
                    break;
                case '?':
                    regex.Append('.');
                    break;
                case '[' when EndOfSet(glob, i) is var end and > 0:
                    AppendSet(regex, glob.AsSpan(i + 1, end - i - 1));
                    i = end;
                    break;
                default:
                    regex.Append(Regex.Escape(glob[i].ToString()));
                    break;
            }
        }

        return regex.Append(@"\z").ToString();
    }

    /// <summary>The position of the bracket that ends a set, or -1 when there is none and the first stands for itself. A bracket that comes
    /// first belongs to the set.</summary>
    private static int EndOfSet(string glob, int start)
    {
        var first = start + 1;
        if (first < glob.Length && glob[first] == '!')
        {
            first++;
        }

        return first < glob.Length ? glob.IndexOf(']', first + 1) : -1;
    }

    private static void AppendSet(StringBuilder regex, ReadOnlySpan<char> set)
    {
        var isNegated = set[0] == '!';
        regex.Append(isNegated ? "[^" : "[");
        foreach (var c in isNegated ? set[1..] : set)
        {
            // The dash keeps its meaning; characters that are special only in regular expressions do not.
            regex.Append(c is '\\' or '[' or ']' or '^' ? @"\" : "").Append(c);
        }

        regex.Append(']');
    }
}
