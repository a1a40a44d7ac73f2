using Microsoft.Extensions.Hosting;

namespace Messaging.AspNetCore.Draining;

/// <summary>The time between the request to stop and the closing of the ports, in which clients learn to send their requests
/// elsewhere.</summary>
internal sealed class GatewayDrain(TimeSpan time, TimeProvider clock) : IHostedLifecycleService
{
    private volatile bool _isDraining;

    public bool IsDraining => _isDraining;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _isDraining = true;
        await Task.Delay(time, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
