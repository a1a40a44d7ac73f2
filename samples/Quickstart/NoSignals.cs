using Microsoft.Extensions.Hosting;

namespace Quickstart;

/// <summary>Keeps ASP.NET from the signals of the process, which <see cref="ServeCommand"/> heeds: a second Ctrl+C is to end it.</summary>
internal sealed class NoSignals : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
