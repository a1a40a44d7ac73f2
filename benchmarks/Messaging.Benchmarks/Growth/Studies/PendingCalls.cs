using Messaging.Benchmarks.Subjects.Raw;
using RabbitMQ.Client;

namespace Messaging.Benchmarks.Growth.Studies;

/// <summary>
/// Calls that wait for their reply: they are sent to the queue of a server that has stopped. On RabbitMQ that queue is at the broker, and
/// the memory is the client's alone; in memory the queued requests are part of it.
/// </summary>
internal sealed class PendingCalls : IGrowthStudy
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public string Name => "pending";

    public string Unit => "pending calls";

    public long Most => 100_000;

    public bool NeedsBroker => true;

    public IReadOnlyList<string> Columns { get; } = ["bytes", "timers", "threads"];

    public async IAsyncEnumerable<GrowthPoint> RunAsync(GrowthSetup setup)
    {
        foreach (var driver in (string[])["memory", "rabbit"])
        {
            foreach (var size in setup.Sizes())
            {
                setup.Say($"{driver}: {size} pending calls");
                var held = await MeasureAsync(setup.UrlOf(driver), driver == "rabbit", (int)size);
                yield return new GrowthPoint(driver, size, held.Bytes, held.Timers, held.Threads);
            }
        }
    }

    private static async Task<Footprint> MeasureAsync(string url, bool isAtBroker, int size)
    {
        var topic = $"pending-{Guid.NewGuid():N}";
        await using var serving = await Transport.OpenAsync(url);
        await using (var server = new RpcServer(serving, new Target { Topic = topic, Server = "one" }, new Subjects.EchoEndpoint()))
        {
            await server.StartAsync();
        }

        await using var transport = await Transport.OpenAsync(url);
        var client = new RpcClient(transport, new Target { Topic = topic }, new RpcClientOptions { Timeout = TimeSpan.FromHours(1) });
        var payload = new { payload = new string('x', 100) };
        var first = client.CallAsync<string>(null, "echo", payload);
        await WaitAsync(url, topic, isAtBroker, 1);

        var before = Footprint.Read();
        var calls = new Task<string>[size];
        for (var i = 0; i < size; i++)
        {
            calls[i] = client.CallAsync<string>(null, "echo", payload);
        }

        await WaitAsync(url, topic, isAtBroker, size + 1);
        var held = Footprint.Read() - before;
        if (Array.Find(calls, call => call.IsCompleted) is { } over)
        {
            throw new InvalidOperationException($"A call did not wait: {over.Exception?.InnerException?.Message ?? await over}");
        }

        // They end with their transport, each with an error that was to be expected.
        await transport.DisposeAsync();
        await Task.WhenAll([.. calls, first]).ContinueWith(
            static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return held;
    }

    private static async Task WaitAsync(string url, string topic, bool isAtBroker, int size)
    {
        if (!isAtBroker)
        {
            return;
        }

        await using var connection = await RawFactory.Create(url).CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        using var limit = new CancellationTokenSource(Limit);
        while (await channel.MessageCountAsync(topic, limit.Token) < size)
        {
            await Task.Delay(Glance, limit.Token);
        }

        // The last confirms are on their way when the last messages are there.
        await Task.Delay(Glance, limit.Token);
    }
}
