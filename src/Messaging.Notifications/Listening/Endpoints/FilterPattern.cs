using System.Text.RegularExpressions;

namespace Messaging.Notifications.Listening;

/// <summary>A pattern of a filter. It is matched against untrusted text.</summary>
internal sealed class FilterPattern
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly Regex _regex;

    /// <exception cref="ArgumentException">The pattern is not a regular expression.</exception>
    public FilterPattern(string what, string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern, what);
        try
        {
            _regex = Compile(pattern);
        }
        catch (RegexParseException e)
        {
            throw new ArgumentException($"The filter's pattern '{pattern}' is not a regular expression: {e.Message}", what, e);
        }
    }

    /// <summary>Python's <c>re.match</c>: the match begins at the start of the text. The first of all matches is found, so it is enough to
    /// check where it begins.</summary>
    public bool Matches(string? text)
    {
        if (text is null)
        {
            return false;
        }

        foreach (var match in _regex.EnumerateMatches(text))
        {
            return match.Index == 0;
        }

        return false;
    }

    private static Regex Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, Longest);
        }
    }
}
