using System.Diagnostics.CodeAnalysis;
using Messaging.Drivers;

namespace Messaging.Urls;

/// <summary>
/// Reads a transport URL as oslo.messaging does, so that one URL serves services in both languages. It refuses what Python reads although
/// it cannot be meant: a port outside 1..65535, an impossible host, an unencoded <c>@</c> after the hosts, a user without a password when
/// the first host has one; and what Python silently ignores: docs/oslo.md has the list.
/// </summary>
internal static class TransportUrlParser
{
    public const int MaxLength = 8 * 1024;

    private const string Default = "rabbit://";

    public static bool TryParse(
        string? text,
        IEnumerable<OsloSection> sections,
        [NotNullWhen(true)] out TransportUrl? url,
        [NotNullWhen(false)] out InvalidTransportUrlException? error)
    {
        error = Parse(string.IsNullOrWhiteSpace(text) ? Default : text, sections, out url);
        return error is null;
    }

    private static InvalidTransportUrlException? Parse(string text, IEnumerable<OsloSection> sections, out TransportUrl? url)
    {
        url = null;
        if (text.Length > MaxLength)
        {
            return UrlErrors.TooLong(MaxLength);
        }

        if (!UrlPieces.TryCut(Clean(text), out var pieces))
        {
            return UrlErrors.NoScheme();
        }

        var error = FindUserInfoAfterHosts(pieces);
        if (error is not null)
        {
            return error;
        }

        if (!pieces.HasHosts && pieces.HasMore)
        {
            return UrlErrors.NoDoubleSlash();
        }

        error = HostListParser.Parse(pieces.Hosts, out var hosts);
        if (error is not null)
        {
            return error;
        }

        string? virtualHost = null;
        if (pieces.Path.StartsWith('/') && !PercentEncoding.TryDecode(pieces.Path[1..], out virtualHost))
        {
            return UrlErrors.NotUtf8(TransportUrlPart.VirtualHost, "The path");
        }

        if (pieces.HasFragment)
        {
            return UrlErrors.HasFragment();
        }

        error = QueryParser.Parse(pieces.Query, sections, out var query, out var withoutValue);
        if (error is not null)
        {
            return error;
        }

        var read = new TransportUrl(pieces.Scheme.ToString().ToLowerInvariant(), virtualHost, hosts, query);
        if (withoutValue is var (number, count))
        {
            return UrlErrors.NoValue(number, count, query.Keys.All(name => QueryParser.IsKnown(sections, name)) ? read : null);
        }

        url = read;
        return null;
    }

    /// <summary>Leading whitespace is not part of the URL, and line ends come from files and wrapped lines; Python does the same.</summary>
    private static string Clean(string text)
    {
        var start = 0;
        while (start < text.Length && text[start] <= ' ')
        {
            start++;
        }

        return text[start..].Replace("\t", "").Replace("\r", "").Replace("\n", "");
    }

    /// <summary>
    /// An <c>@</c> after the hosts is nearly always that of the user info, moved there by an unencoded <c>/</c>, <c>?</c> or <c>#</c> in
    /// the password, whose first half would otherwise be taken for a port and its second half for a virtual host, and be shown as such.
    /// </summary>
    private static InvalidTransportUrlException? FindUserInfoAfterHosts(in UrlPieces pieces)
    {
        var (inPath, inQuery, inFragment) = (pieces.Path.Contains('@'), pieces.Query.Contains('@'), pieces.Fragment.Contains('@'));
        if (!inPath && !inQuery && !inFragment)
        {
            return null;
        }

        if (!pieces.HasHosts)
        {
            return UrlErrors.NoDoubleSlash();
        }

        var hasUserInfo = pieces.Hosts.Contains('@');
        return UrlErrors.UserInfoAfterHosts(
            hasUserInfo && inPath ? TransportUrlPart.VirtualHost :
            hasUserInfo && inQuery ? TransportUrlPart.Query :
            TransportUrlPart.UserInfo);
    }
}
