using System.Collections.ObjectModel;
using Messaging.Diagnostics;
using Messaging.Drivers;
using Messaging.Urls;
using Microsoft.Extensions.Logging;

namespace Messaging.Transports;

/// <summary>
/// Normalises the options of a URL before anything reads them: current names, valid values, and no options without effect, for which it
/// logs a warning.
/// </summary>
internal static class UrlOptionSettling
{
    /// <param name="url">The URL as the user wrote it.</param>
    /// <param name="section">The section whose options the driver takes, or null.</param>
    /// <param name="logger">Where options of no effect are said.</param>
    /// <exception cref="InvalidTransportUrlException">A value cannot be read, an option is there under two names, or asks for protection
    /// that it cannot have.</exception>
    public static TransportUrl Settle(TransportUrl url, OsloSection? section, ILogger logger)
    {
        if (url.Query.Count == 0)
        {
            return url;
        }

        var settled = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        var written = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in url.Query)
        {
            if ((FindOfTransport(name) ?? section?.Find(name)) is not { } option)
            {
                settled[name] = value;
                continue;
            }

            if (!written.TryAdd(option.Name, name))
            {
                throw OptionReader.GivenTwice(written[option.Name], name);
            }

            if (!option.Value.Fits(value))
            {
                throw OptionReader.Unreadable(name, value, option.Value.Expected);
            }

            if (option.Applies)
            {
                settled[option.Name] = value;
            }
            else if (!IsSo(option, value))
            {
                if (option.IsRefused)
                {
                    throw OptionReader.Refused(name, value, option);
                }

                MessagingLog.OptionIgnored(logger, name, option.Meaning);
            }
        }

        return url.With(new ReadOnlyDictionary<string, string>(settled));
    }

    /// <summary>The URL without the options of the transport itself.</summary>
    public static TransportUrl ForDriver(TransportUrl url)
    {
        var left = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in url.Query)
        {
            if (FindOfTransport(name) is null)
            {
                left[name] = value;
            }
        }

        return left.Count == url.Query.Count ? url : url.With(new ReadOnlyDictionary<string, string>(left));
    }

    // A URL cannot name another.
    private static OsloOption? FindOfTransport(string name) =>
        name == OsloSection.TransportUrl ? null : OsloSection.Default.Find(name);

    private static bool IsSo(OsloOption option, string value) => option.AlreadySo is { } so
        && (so == value || (option.Value == OsloValue.Boolean && OsloValue.ReadBoolean(value) == OsloValue.ReadBoolean(so)));
}
