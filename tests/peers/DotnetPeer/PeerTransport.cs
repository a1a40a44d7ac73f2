using DotnetPeer.Endpoints;
using Messaging;
using Messaging.Drivers.Rabbit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DotnetPeer;

/// <summary>Opens transports as the options of the peers say.</summary>
internal static class PeerTransport
{
    public static Task<Transport> OpenAsync(
        string url, IReadOnlyCollection<string> options, IReadOnlyCollection<string> modules, bool verbose, int? maxMessageSize = null,
        CancellationToken cancellationToken = default)
    {
        var settings = new TransportOptions
        {
            LoggerFactory = Loggers(verbose),

            // For tests, on machines that may stand still for a while. Other drivers have options of their own.
            DriverOptions = url.StartsWith("zmq", StringComparison.Ordinal) ? null : new RabbitOptions { Recovery = { HostTimeout = TimeSpan.FromSeconds(30) } },
        };
        settings.MaxMessageSize = maxMessageSize ?? settings.MaxMessageSize;
        Failures.Name(settings.RemoteExceptions);
        foreach (var module in modules)
        {
            Failures.Allow(settings.RemoteExceptions, module);
        }

        // Driver options travel in the query of the transport URL.
        var separator = url.Contains('?', StringComparison.Ordinal) ? "&" : "?";
        return Transport.OpenAsync(options.Count == 0 ? url : url + separator + string.Join('&', options), settings, cancellationToken);
    }

    private static ILoggerFactory Loggers(bool verbose) => verbose
        ? LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Debug)
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace))
        : NullLoggerFactory.Instance;
}
