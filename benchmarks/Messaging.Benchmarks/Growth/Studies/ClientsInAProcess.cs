using System.Diagnostics;
using Messaging.Benchmarks.Subjects;

namespace Messaging.Benchmarks.Growth.Studies;

/// <summary>Clients in one process, each with a transport of its own, that have made a call.</summary>
internal sealed class ClientsInAProcess : IGrowthStudy
{
    public string Name => "clients";

    public string Unit => "clients";

    public long Most => 500;

    public bool NeedsBroker => true;

    public IReadOnlyList<string> Columns { get; } =
        ["ms to connect and call", "bytes", "timers", "threads", "connections", "channels", "queues"];

    public async IAsyncEnumerable<GrowthPoint> RunAsync(GrowthSetup setup)
    {
        foreach (var driver in (string[])["memory", "rabbit", "zmq"])
        {
            foreach (var size in setup.Sizes())
            {
                setup.Say($"{driver}: {size} clients");
                yield return await MeasureAsync(setup, driver, (int)size);
            }
        }
    }

    private static async Task<GrowthPoint> MeasureAsync(GrowthSetup setup, string driver, int size)
    {
        var url = setup.UrlOf(driver);
        var target = new Target { Topic = $"clients-{Guid.NewGuid():N}" };
        await using var serving = await Transport.OpenAsync(url);
        await using var server = new RpcServer(serving, target with { Server = "one" }, new EchoEndpoint());
        await server.StartAsync();
        var counts = await CountAsync(setup, driver);
        var before = Footprint.Read();
        var start = Stopwatch.GetTimestamp();
        var transports = new List<Transport>(size);
        for (var i = 0; i < size; i++)
        {
            var transport = await Transport.OpenAsync(url);
            transports.Add(transport);
            await new RpcClient(transport, target).CallAsync<string>(null, "echo", new { payload = "x" });
        }

        var took = Stopwatch.GetElapsedTime(start);
        var held = Footprint.Read() - before;
        var more = (await CountAsync(setup, driver)).Zip(counts, (after, earlier) => after - earlier);
        await Task.WhenAll(transports.Select(transport => transport.DisposeAsync().AsTask()));
        return new GrowthPoint(driver, size, [took.TotalMilliseconds, held.Bytes, held.Timers, held.Threads, .. more]);
    }

    private static async Task<double[]> CountAsync(GrowthSetup setup, string driver) =>
    [
        await setup.CountAtBrokerAsync(driver, "connections"),
        await setup.CountAtBrokerAsync(driver, "channels"),
        await setup.CountAtBrokerAsync(driver, "queues"),
    ];
}
