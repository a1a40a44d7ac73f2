using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using Messaging.Urls;

namespace Messaging;

/// <summary>One host of a <see cref="TransportUrl"/>, with the credentials that were written before it.</summary>
/// <remarks>
/// Immutable, so any number of threads may use it at once. Two hosts are equal when all four properties are, letter by letter.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record TransportHost
{
    internal TransportHost(string host, int? port, string? user, string? password)
    {
        Host = host;
        Port = port;
        User = user;
        Password = password;
    }

    /// <summary>The name or the address of the host, as it was written; an IPv6 address without its brackets.</summary>
    /// <value>Empty when the URL gave only a port or a user: the driver's default host is meant.</value>
    public string Host { get; }

    /// <summary>The port, from 1 to 65535.</summary>
    /// <value>Null when the URL gave none: the driver's default port is meant.</value>
    public int? Port { get; }

    /// <summary>The user, decoded.</summary>
    /// <value>Null when the URL gave no user info for this host. Credentials of other hosts are not inherited.</value>
    public string? User { get; }

    /// <summary>The password, decoded. It is left out when the host is written as JSON.</summary>
    /// <value>Null when the URL gave none; empty when it gave an empty one (<c>user:@host</c>).</value>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? Password { get; }

    /// <summary>Prints the host as in a URL, with <c>***</c> in place of the password.</summary>
    /// <returns>For example <c>user:***@host:5672</c>.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        WriteTo(text, withPassword: false);
        return text.ToString();
    }

    internal void WriteTo(StringBuilder text, bool withPassword)
    {
        if (User is not null || Password is not null)
        {
            PercentEncoding.Write(text, User ?? "", safe: "");
            if (Password is not null)
            {
                text.Append(':');
                if (withPassword)
                {
                    PercentEncoding.Write(text, Password, safe: "");
                }
                else
                {
                    text.Append(Secrets.Mask);
                }
            }

            text.Append('@');
        }

        if (Host.Contains(':'))
        {
            text.Append('[').Append(Host).Append(']');
        }
        else
        {
            text.Append(Host);
        }

        if (Port is { } port)
        {
            text.Append(':').Append(port.ToString(CultureInfo.InvariantCulture));
        }
    }
}
