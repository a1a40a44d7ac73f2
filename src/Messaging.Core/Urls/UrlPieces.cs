namespace Messaging.Urls;

/// <summary>A URL cut into its pieces and not decoded yet, as Python's <c>urlsplit</c> cuts it.</summary>
internal readonly ref struct UrlPieces
{
    private UrlPieces(ReadOnlySpan<char> scheme, ReadOnlySpan<char> rest)
    {
        Scheme = scheme;
        HasHosts = rest.StartsWith("//");
        if (HasHosts)
        {
            rest = rest[2..];
            var end = rest.IndexOfAny('/', '?', '#');
            end = end < 0 ? rest.Length : end;
            Hosts = rest[..end];
            rest = rest[end..];
        }

        HasFragment = rest.Contains('#');
        Fragment = Behind('#', rest);
        rest = Before('#', rest);
        Query = Behind('?', rest);
        Path = Before('?', rest);
    }

    public ReadOnlySpan<char> Scheme { get; }

    /// <summary>Whether <c>//</c> follows the scheme, even if the hosts are empty.</summary>
    public bool HasHosts { get; }

    /// <summary>Whether anything but a single slash follows the scheme and the hosts.</summary>
    public bool HasMore => HasFragment || !Query.IsEmpty || Path is not ("" or "/");

    public ReadOnlySpan<char> Hosts { get; }

    public ReadOnlySpan<char> Path { get; }

    public ReadOnlySpan<char> Query { get; }

    /// <summary>Whether a <c>#</c> follows, even if nothing comes after it.</summary>
    public bool HasFragment { get; }

    public ReadOnlySpan<char> Fragment { get; }

    /// <summary>False when the text does not begin with a scheme.</summary>
    public static bool TryCut(ReadOnlySpan<char> url, out UrlPieces pieces)
    {
        pieces = default;
        var colon = url.IndexOf(':');
        if (colon <= 0 || !char.IsAsciiLetter(url[0]))
        {
            return false;
        }

        foreach (var c in url[..colon])
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
            {
                return false;
            }
        }

        pieces = new UrlPieces(url[..colon], url[(colon + 1)..]);
        return true;
    }

    private static ReadOnlySpan<char> Before(char mark, ReadOnlySpan<char> text) =>
        text.IndexOf(mark) is var at and >= 0 ? text[..at] : text;

    private static ReadOnlySpan<char> Behind(char mark, ReadOnlySpan<char> text) =>
        text.IndexOf(mark) is var at and >= 0 ? text[(at + 1)..] : default;
}
