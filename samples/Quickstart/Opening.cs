using Messaging;
using Messaging.Drivers.Thrift;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Quickstart;

/// <summary>Opens the transport of a URL.</summary>
internal static class Opening
{
    public static Task<Transport> OpenAsync(string url, ILoggerFactory? log = null)
    {
        var options = new TransportOptions { LoggerFactory = log ?? NullLoggerFactory.Instance };

        // Thrift sends numbers in place of names: it needs to know the service, here the same one for every topic.
        if (TransportUrl.TryParse(url, out var parsed) && parsed.DriverScheme is "thrift" or "thrifts")
        {
            var service = ThriftService.Load(Path.Combine(AppContext.BaseDirectory, "quickstart.thrift"));
            options.DriverOptions = new ThriftOptions { Services = { [ThriftOptions.AnyTopic] = service } };
        }

        return Transport.OpenAsync(url, options);
    }
}
