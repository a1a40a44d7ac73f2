namespace Messaging.Urls;

/// <summary>Reads the hosts of a transport URL: split at <c>,</c>, each with its own credentials, none inherited.</summary>
internal static class HostListParser
{
    public static InvalidTransportUrlException? Parse(ReadOnlySpan<char> text, out TransportHost[] hosts)
    {
        hosts = new TransportHost[CountItems(text)];
        if (hosts.Length == 0 && !text.IsEmpty)
        {
            return UrlErrors.NoHost();
        }

        var number = 0;
        foreach (var range in text.Split(','))
        {
            var item = text[range];
            if (item.IsEmpty)
            {
                continue;
            }

            if (HostParser.Parse(item, number + 1, hosts.Length, out var host) is { } error)
            {
                return error;
            }

            hosts[number++] = host!;
            if (IsLoneUser(host!) && !IsLoneUser(hosts[0]))
            {
                // `user:1,23@host` is a password with a comma, and would otherwise be read as the hosts `user:1` and `23@host`.
                return UrlErrors.LoneUser(number, hosts.Length);
            }
        }

        return null;
    }

    private static int CountItems(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var range in text.Split(','))
        {
            count += text[range].IsEmpty ? 0 : 1;
        }

        return count;
    }

    private static bool IsLoneUser(TransportHost host) => host.User is not null && host.Password is null;
}
