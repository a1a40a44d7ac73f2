using Messaging.Drivers.Thrift;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Thrift.Running;

/// <summary>The registration of a Thrift port in front of topics, kept until the host starts and creates the port.</summary>
/// <param name="url">The port.</param>
/// <param name="transportKey">The key of the transport of the topics, or null.</param>
internal sealed class ThriftFrontRegistration(string url, string? transportKey)
{
    public string Url => url;

    public string? TransportKey => transportKey;

    public ThriftBridgeOptions Options { get; } = new();

    /// <summary>The service of each topic.</summary>
    public Dictionary<string, ThriftService> Topics { get; } = new(StringComparer.Ordinal);

    /// <summary>Finds the front of a URL that was added before, or null.</summary>
    public static ThriftFrontRegistration? Find(IServiceCollection services, string url) => services
        .Where(service => service.ServiceType == typeof(ThriftFrontRegistration))
        .Select(service => (ThriftFrontRegistration)service.ImplementationInstance!)
        .FirstOrDefault(front => front.Url == url);
}
