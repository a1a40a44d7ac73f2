using System.Diagnostics;

namespace Messaging.Benchmarks.Growth.Studies;

/// <summary>A server that starts behind a queue of casts on RabbitMQ and works it off.</summary>
internal sealed class CastBacklog : IGrowthStudy
{
    private const int Senders = 64;

    public string Name => "backlog";

    public string Unit => "queued casts";

    public long Most => 1_000_000;

    public bool NeedsBroker => true;

    public IReadOnlyList<string> Columns { get; } = ["ms to send", "ms to work off", "bytes held half-way"];

    public async IAsyncEnumerable<GrowthPoint> RunAsync(GrowthSetup setup)
    {
        foreach (var size in setup.Sizes(Math.Min(1_000, setup.Most)))
        {
            setup.Say($"rabbit: {size} queued casts");
            yield return await MeasureAsync(setup.Node!.Url, size);
        }
    }

    private static async Task<GrowthPoint> MeasureAsync(string url, long size)
    {
        var target = new Target { Topic = $"backlog-{Guid.NewGuid():N}", Server = "one" };
        await using var serving = await Transport.OpenAsync(url);
        var worker = new BacklogWorker(size);
        await using (var early = new RpcServer(serving, target, worker))
        {
            await early.StartAsync();
        }

        var start = Stopwatch.GetTimestamp();
        await using (var transport = await Transport.OpenAsync(url))
        {
            var client = new RpcClient(transport, target with { Server = null });
            long left = size;
            await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
            {
                while (Interlocked.Decrement(ref left) >= 0)
                {
                    await client.CastAsync(null, "run", new { payload = "x" });
                }
            })));
        }

        var sending = Stopwatch.GetElapsedTime(start);
        var before = Footprint.Read();
        start = Stopwatch.GetTimestamp();
        await using var server = new RpcServer(serving, target, worker);
        await server.StartAsync();
        await worker.Done;
        var working = Stopwatch.GetElapsedTime(start);
        return new GrowthPoint("rabbit", size, sending.TotalMilliseconds, working.TotalMilliseconds, worker.HeldHalfWay - before.Bytes);
    }
}
