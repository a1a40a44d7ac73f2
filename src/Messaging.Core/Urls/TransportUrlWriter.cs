using System.Text;

namespace Messaging.Urls;

/// <summary>Prints a transport URL as oslo.messaging does: a <c>/</c> always follows the hosts, and stays as it is in the path.</summary>
internal static class TransportUrlWriter
{
    public static string Write(TransportUrl url, bool withSecrets)
    {
        var text = new StringBuilder(url.Scheme).Append("://");
        for (var i = 0; i < url.Hosts.Count; i++)
        {
            text.Append(i == 0 ? "" : ",");
            url.Hosts[i].WriteTo(text, withSecrets);
        }

        text.Append('/');
        PercentEncoding.Write(text, url.VirtualHost ?? "", safe: "/");
        var separator = '?';
        foreach (var (name, value) in url.Query)
        {
            WriteOption(text.Append(separator), name);
            text.Append('=');
            separator = '&';
            if (!withSecrets && Secrets.LooksSecret(name, value))
            {
                text.Append(Secrets.Mask);
            }
            else
            {
                WriteOption(text, value);
            }
        }

        return text.ToString();
    }

    private static void WriteOption(StringBuilder text, string value)
    {
        var start = text.Length;
        PercentEncoding.Write(text, value, safe: " ");
        text.Replace(' ', '+', start, text.Length - start);
    }
}
