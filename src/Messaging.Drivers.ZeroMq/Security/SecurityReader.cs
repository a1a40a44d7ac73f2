using System.Text;
using Messaging.Drivers.ZeroMq.Security.Curve;

namespace Messaging.Drivers.ZeroMq.Security;

/// <summary>Reads the security of connections from the URL and the options.</summary>
internal static class SecurityReader
{
    /// <exception cref="InvalidTransportUrlException">URL and options contradict each other, or a file cannot be read.</exception>
    /// <exception cref="ArgumentException">A key of the options is not a valid key.</exception>
    /// <exception cref="DllNotFoundException">There are keys, but libsodium is not installed.</exception>
    public static SecurityPolicy Read(TransportUrl url, ZeroMqOptions options)
    {
        var (user, password) = ReadUser(url);
        var secret = ReadKey(url, UrlOptions.CurveSecretKeyFile, options.CurveSecretKey, nameof(options.CurveSecretKey));
        var server = ReadKey(url, UrlOptions.CurveServerKeyFile, options.CurveServerKey, nameof(options.CurveServerKey));
        var allowed = ReadAllowed(url, options);
        var isPlain = user is not null || options.CheckUser is not null;
        if (secret is null && server is null && allowed is null)
        {
            return isPlain ? new PlainPolicy(user, password, options.CheckUser) : new NullPolicy();
        }

        return isPlain
            ? throw Invalid(url, "or its options have both users and CURVE keys: choose one.")
            : new CurvePolicy(secret, server, allowed);
    }

    private static byte[]? ReadKey(TransportUrl url, string option, string? key, string name) =>
        url.Query.TryGetValue(option, out var path) ? KeyFile.ReadOne(option, path) : key is null ? null : Decode(key, name);

    private static IEnumerable<byte[]>? ReadAllowed(TransportUrl url, ZeroMqOptions options) =>
        url.Query.TryGetValue(UrlOptions.CurveAllowedClientsFile, out var path)
            ? KeyFile.ReadAll(UrlOptions.CurveAllowedClientsFile, path)
            : options.CurveAllowedClients?.Select(key => Decode(key, nameof(options.CurveAllowedClients)));

    private static byte[] Decode(string key, string name) =>
        Z85.DecodeKey(key) ?? throw new ArgumentException($"{nameof(ZeroMqOptions)}.{name} is not a key: 40 characters of Z85.", name);

    private static (string? User, string? Password) ReadUser(TransportUrl url)
    {
        (string? User, string? Password) found = default;
        for (var i = 0; i < url.Hosts.Count; i++)
        {
            var host = url.Hosts[i];
            if (host.User is null)
            {
                continue;
            }

            var given = (host.User, Password: host.Password ?? "");
            if (i > 0 && found != given)
            {
                throw Invalid(url, found.User is null
                    ? "has a user only at a later host: write the one user of all hosts at the first of them."
                    : "has several users: write the one user of all hosts at the first of them.");
            }

            // A server with such a URL would accept every client that leaves out the same part.
            if (given.User.Length == 0)
            {
                throw Invalid(url, "has a user without a name. Write user:password@host:port, or leave both out to let everybody in.");
            }

            if (given.Password.Length == 0)
            {
                throw Invalid(url, "has a user without a password. Write user:password@host:port, or leave both out to let everybody in.");
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
