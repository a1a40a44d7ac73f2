using MassTransit;

namespace Messaging.Benchmarks.Subjects.MassTransit;

/// <summary>
/// MassTransit's request client, over a bus each for client and server, with its own defaults but for the queue, which goes away with the
/// benchmark.
/// </summary>
internal sealed class MassTransitSubject(string url, string topic) : ISubject
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private IBusControl? _serverBus;
    private IBusControl? _clientBus;
    private IRequestClient<EchoRequest>? _client;

    public string Name => "masstransit";

    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        _serverBus = CreateBus(bus => bus.ReceiveEndpoint(topic, endpoint =>
        {
            endpoint.Durable = false;
            endpoint.AutoDelete = true;
            endpoint.Handler<EchoRequest>(context => context.RespondAsync(new EchoReply { Payload = context.Message.Payload }));
        }));
        await _serverBus.StartAsync(cancellationToken);
    }

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        _clientBus = CreateBus(_ => { });
        await _clientBus.StartAsync(cancellationToken);
        _client = _clientBus.CreateRequestClient<EchoRequest>(new Uri($"exchange:{topic}?durable=false&autodelete=true"), Timeout);
    }

    public async ValueTask<string> CallAsync(string payload) =>
        (await _client!.GetResponse<EchoReply>(new EchoRequest { Payload = payload })).Message.Payload;

    public async ValueTask DisposeAsync()
    {
        await (_clientBus?.StopAsync() ?? Task.CompletedTask);
        await (_serverBus?.StopAsync() ?? Task.CompletedTask);
    }

    private IBusControl CreateBus(Action<IRabbitMqBusFactoryConfigurator> configure)
    {
        var address = BrokerAddress.Parse(url);
        return Bus.Factory.CreateUsingRabbitMq(bus =>
        {
            bus.Host(address.Host, address.Port, address.VirtualHost, host =>
            {
                host.Username(address.User);
                host.Password(address.Password);
            });
            configure(bus);
        });
    }
}
