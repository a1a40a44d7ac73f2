using System.Text;

namespace Messaging.Drivers.ZeroMq.Security;

/// <summary>Reads from the URL and the options how connections are secured.</summary>
internal static class SecurityReader
{
    /// <exception cref="InvalidTransportUrlException">What they say does not fit together.</exception>
    public static SecurityPolicy Read(TransportUrl url, ZeroMqOptions options)
    {
        var (user, password) = ReadUser(url);
        return user is not null || options.CheckUser is not null ? new PlainPolicy(user, password, options.CheckUser) : new NullPolicy();
    }

    private static (string? User, string? Password) ReadUser(TransportUrl url)
    {
        (string? User, string? Password) found = default;
        foreach (var host in url.Hosts)
        {
            if (host.User is null && host.Password is null)
            {
                continue;
            }

            var given = (User: host.User ?? "", Password: host.Password ?? "");
            if (found.User is not null && found != given)
            {
                throw Invalid(url, "has several users: write the one of all its hosts at the first of them.");
            }

            if (Encoding.UTF8.GetByteCount(given.User) > byte.MaxValue || Encoding.UTF8.GetByteCount(given.Password) > byte.MaxValue)
            {
                throw Invalid(url, $"has a user or a password of more than {byte.MaxValue} bytes, which PLAIN cannot carry.");
            }

            found = given;
        }

        return found;
    }

    private static InvalidTransportUrlException Invalid(TransportUrl url, string what) =>
        new(TransportUrlPart.UserInfo, $"The {url.Scheme} URL {what}");
}
