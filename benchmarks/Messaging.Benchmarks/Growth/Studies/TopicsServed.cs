using System.Diagnostics;
using Messaging.Benchmarks.Measuring;
using Messaging.Benchmarks.Subjects;

namespace Messaging.Benchmarks.Growth.Studies;

/// <summary>Servers on one transport, each with a topic of its own, and what a call to one of them takes then.</summary>
internal sealed class TopicsServed : IGrowthStudy
{
    private const int Calls = 200;

    public string Name => "topics";

    public string Unit => "topics and servers";

    public long Most => 1_000;

    public bool NeedsBroker => true;

    public IReadOnlyList<string> Columns { get; } = ["ms to start", "bytes", "timers", "threads", "channels", "queues", "p50 µs of a call"];

    public async IAsyncEnumerable<GrowthPoint> RunAsync(GrowthSetup setup)
    {
        foreach (var driver in (string[])["memory", "rabbit"])
        {
            foreach (var size in setup.Sizes())
            {
                setup.Say($"{driver}: {size} topics and servers");
                yield return await MeasureAsync(setup, driver, (int)size);
            }
        }
    }

    private static async Task<GrowthPoint> MeasureAsync(GrowthSetup setup, string driver, int size)
    {
        var url = setup.UrlOf(driver);
        var topic = $"topics-{Guid.NewGuid():N}";
        var channels = await setup.CountAtBrokerAsync(driver, "channels");
        var queues = await setup.CountAtBrokerAsync(driver, "queues");
        await using var transport = await Transport.OpenAsync(url);
        var before = Footprint.Read();
        var start = Stopwatch.GetTimestamp();
        var servers = new List<RpcServer>(size);
        for (var i = 0; i < size; i++)
        {
            var server = new RpcServer(transport, new Target { Topic = $"{topic}-{i}", Server = "one" }, new EchoEndpoint());
            await server.StartAsync();
            servers.Add(server);
        }

        var took = Stopwatch.GetElapsedTime(start);
        var held = Footprint.Read() - before;
        channels = await setup.CountAtBrokerAsync(driver, "channels") - channels;
        queues = await setup.CountAtBrokerAsync(driver, "queues") - queues;
        var p50 = await CallAsync(transport, $"{topic}-{size - 1}");
        await Task.WhenAll(servers.Select(server => server.DisposeAsync().AsTask()));
        return new GrowthPoint(driver, size, took.TotalMilliseconds, held.Bytes, held.Timers, held.Threads, channels, queues, p50);
    }

    private static async Task<double> CallAsync(Transport transport, string topic)
    {
        var client = new RpcClient(transport, new Target { Topic = topic });
        var histogram = new LatencyHistogram();
        for (var i = 0; i < Calls; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await client.CallAsync<string>(null, "echo", new { payload = "x" });
            histogram.Record((long)Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        return histogram.Microseconds(0.5);
    }
}
