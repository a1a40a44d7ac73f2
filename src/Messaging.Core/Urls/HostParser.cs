using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Messaging.Urls;

/// <summary>Reads one host of a transport URL: <c>user:password@name:port</c>, all of them optional.</summary>
internal static class HostParser
{
    private static readonly SearchValues<char> NeverInNames = SearchValues.Create("\"<>[\\]^`{|};");

    public static InvalidTransportUrlException? Parse(ReadOnlySpan<char> item, int number, int count, out TransportHost? host)
    {
        host = null;
        string? user = null, password = null;
        var at = item.LastIndexOf('@');
        if (at >= 0)
        {
            // Split first, decode after, so that an encoded '@' or ':' is part of the user or of the password.
            var userInfo = item[..at];
            var colon = userInfo.IndexOf(':');
            if (!PercentEncoding.TryDecode(colon < 0 ? userInfo : userInfo[..colon], out user)
                || (colon >= 0 && !PercentEncoding.TryDecode(userInfo[(colon + 1)..], out password)))
            {
                return UrlErrors.NotUtf8(TransportUrlPart.UserInfo, UrlErrors.Host(number, count));
            }
        }

        var address = item[(at + 1)..];
        var error = address.StartsWith('[')
            ? SplitBracketed(address, number, count, out var name, out var portText)
            : SplitPlain(address, number, count, out name, out portText);
        if (error is not null)
        {
            return error;
        }

        if (!TryReadPort(portText, out var port))
        {
            return UrlErrors.Port(number, count);
        }

        if (name.IsEmpty && port is null && user is null)
        {
            return UrlErrors.EmptyHost(number, count);
        }

        host = new TransportHost(name.ToString(), port, user, password);
        return null;
    }

    private static InvalidTransportUrlException? SplitBracketed(
        ReadOnlySpan<char> address, int number, int count, out ReadOnlySpan<char> name, out ReadOnlySpan<char> port)
    {
        name = port = default;
        var close = address.IndexOf(']');
        if (close < 0)
        {
            return UrlErrors.BracketedHost(number, count);
        }

        var behind = address[(close + 1)..];
        name = address[1..close];
        port = behind.IsEmpty ? behind : behind[1..];
        return (behind.IsEmpty || behind[0] == ':') && IsIPv6(name) ? null : UrlErrors.BracketedHost(number, count);
    }

    private static InvalidTransportUrlException? SplitPlain(
        ReadOnlySpan<char> address, int number, int count, out ReadOnlySpan<char> name, out ReadOnlySpan<char> port)
    {
        var colon = address.IndexOf(':');
        name = colon < 0 ? address : address[..colon];
        port = colon < 0 ? default : address[(colon + 1)..];
        if (port.Contains(':'))
        {
            return UrlErrors.ManyColons(number, count);
        }

        return IsName(name) ? null : UrlErrors.HostName(number, count);
    }

    private static bool TryReadPort(ReadOnlySpan<char> text, out int? port)
    {
        port = null;
        if (text.IsEmpty)
        {
            return true;
        }

        var valid = ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0;
        port = valid ? value : null;
        return valid;
    }

    private static bool IsIPv6(ReadOnlySpan<char> name)
    {
        // The zone is not checked: the interface that it names need not exist where the URL is read.
        var zone = name.IndexOf('%');
        return IsName(name)
            && IPAddress.TryParse(zone < 0 ? name : name[..zone], out var address)
            && address.AddressFamily == AddressFamily.InterNetworkV6;
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                return false;
            }
        }

        return !name.ContainsAny(NeverInNames);
    }
}
