using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.Hosting.Running;

/// <summary>Starts and stops the servers with the host. Creates nothing before the start, so that the settings are checked first.</summary>
internal sealed class MessagingHostedService(IServiceProvider services, Registrations registrations) : IHostedService
{
    private HostedServers? _servers;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _servers = registrations.ServersOf(services);
        return _servers.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _servers?.StopAsync(cancellationToken) ?? Task.CompletedTask;
}
