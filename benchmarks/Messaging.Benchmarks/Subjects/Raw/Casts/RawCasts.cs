using Messaging.Benchmarks.Measuring;
using Messaging.Benchmarks.Subjects.OneWay;
using RabbitMQ.Client;

namespace Messaging.Benchmarks.Subjects.Raw.Casts;

/// <summary>The raw twin's casts: confirmed where ours are, with RabbitMQ.Client's own tracking of confirms.</summary>
internal sealed class RawCasts(string url, string topic, Shape shape) : IOneWaySubject
{
    private readonly Tally _tally = new(shape.Servers());
    private RawCastServer? _server;
    private RawCastClient? _client;

    public string Name => "raw";

    public async Task ServeAsync(CancellationToken cancellationToken) =>
        _server = await RawCastServer.StartAsync(RawFactory.Create(url), topic, shape, _tally, cancellationToken);

    public async Task ConnectAsync(CancellationToken cancellationToken) =>
        _client = await RawCastClient.StartAsync(RawFactory.Create(url), topic, shape, cancellationToken);

    public async ValueTask<string> CallAsync(string payload)
    {
        if (shape == Shape.CastUnconfirmed)
        {
            await _tally.RoomAsync();
        }

        await _client!.CastAsync(payload);
        _tally.OnSent();
        return payload;
    }

    public Task AllRunAsync() => _tally.AllRunAsync();

    public async ValueTask DisposeAsync()
    {
        await (_client?.DisposeAsync() ?? default);
        await (_server?.DisposeAsync() ?? default);
        _tally.Dispose();
    }
}
