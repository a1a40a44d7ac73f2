using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wolverine;
using Wolverine.RabbitMQ;

namespace Messaging.Benchmarks.Subjects.Wolverine;

/// <summary>Wolverine's request and reply, over a host each for client and server, with its own defaults but for the queue.</summary>
internal sealed class WolverineSubject(string url, string topic) : ISubject
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private IHost? _server;
    private IHost? _client;
    private IMessageBus? _bus;

    public string Name => "wolverine";

    public async Task ServeAsync(CancellationToken cancellationToken) =>
        _server = await StartAsync(
            options =>
            {
                options.Discovery.IncludeType<WolverineEchoHandler>();
                options.ListenToRabbitQueue(topic, queue => (queue.IsDurable, queue.AutoDelete) = (false, true));
            },
            cancellationToken);

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        _client = await StartAsync(
            options => options.PublishMessage<WolverineRequest>().ToRabbitQueue(
                topic, queue => (queue.IsDurable, queue.AutoDelete) = (false, true)),
            cancellationToken);
        _bus = _client.Services.GetRequiredService<IMessageBus>();
    }

    public async ValueTask<string> CallAsync(string payload) =>
        (await _bus!.InvokeAsync<WolverineReply>(new WolverineRequest(payload), timeout: Timeout)).Payload;

    public async ValueTask DisposeAsync()
    {
        foreach (var host in new[] { _client, _server }.OfType<IHost>())
        {
            await host.StopAsync();
            host.Dispose();
        }
    }

    private async Task<IHost> StartAsync(Action<WolverineOptions> configure, CancellationToken cancellationToken)
    {
        var address = BrokerAddress.Parse(url);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseWolverine(options =>
        {
            options.Discovery.DisableConventionalDiscovery();
            options.UseRabbitMq(factory =>
            {
                (factory.HostName, factory.Port, factory.VirtualHost) = (address.Host, address.Port, address.VirtualHost);
                (factory.UserName, factory.Password) = (address.User, address.Password);
            }).AutoProvision();
            configure(options);
        });
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return host;
    }
}
