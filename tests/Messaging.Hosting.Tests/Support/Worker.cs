using Microsoft.Extensions.Hosting;

namespace Messaging.Hosting.Tests.Support;

/// <summary>A class with methods of the framework that no caller should reach.</summary>
internal sealed class Worker : BackgroundService
{
    public int Days() => 7;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
}
