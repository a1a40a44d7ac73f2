using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.Thrift.Running;

/// <summary>A Thrift port in front of topics, while the host runs: it opens after the application's transport, and closes before
/// it.</summary>
/// <param name="registration">The registration of the front.</param>
/// <param name="services">The application's services.</param>
internal sealed class ThriftFront(ThriftFrontRegistration registration, IServiceProvider services) : IHostedService, IAsyncDisposable
{
    private const string ServerName = "front";

    private readonly List<RpcServer> _servers = [];
    private Transport? _thrift;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (topic, service) in registration.Topics)
        {
            registration.Options.Thrift.Services[topic] = service;
        }

        _thrift = BridgeTransport.Create(services, registration.Url, registration.Options.Thrift);
        var behind = registration.TransportKey is { } key
            ? services.GetRequiredKeyedService<Transport>(key)
            : services.GetRequiredService<Transport>();
        foreach (var (topic, service) in registration.Topics)
        {
            var client = new RpcClient(behind, new Target { Topic = topic }, registration.Options.Client);
            var server = RpcServer.Create(
                _thrift, new Target { Topic = topic, Server = ServerName }, [ThriftEndpoint.Forward(service, client)],
                registration.Options.Server);
            _servers.Add(server);
            await server.StartAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_servers.Select(server => server.StopAsync(cancellationToken)));

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync().ConfigureAwait(false);
        }

        if (_thrift is not null)
        {
            await _thrift.DisposeAsync().ConfigureAwait(false);
        }
    }
}
