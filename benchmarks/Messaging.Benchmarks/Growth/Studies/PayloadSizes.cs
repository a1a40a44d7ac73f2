using System.Diagnostics;
using Messaging.Benchmarks.Measuring;
using Messaging.Benchmarks.Subjects;

namespace Messaging.Benchmarks.Growth.Studies;

/// <summary>Calls of one caller, one after the other, with texts from 100 bytes to 100 MB.</summary>
internal sealed class PayloadSizes : IGrowthStudy
{
    private const int Least = 100;
    private const int MostCalls = 300;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(2);

    public string Name => "payload";

    public string Unit => "bytes of payload";

    public long Most => 100_000_000;

    public bool NeedsBroker => true;

    public IReadOnlyList<string> Columns { get; } = ["median µs of a call", "bytes allocated by a call"];

    public async IAsyncEnumerable<GrowthPoint> RunAsync(GrowthSetup setup)
    {
        foreach (var driver in (string[])["memory", "rabbit", "zmq"])
        {
            var url = setup.UrlOf(driver);
            var options = new TransportOptions { MaxMessageSize = int.MaxValue / 2 };
            var target = new Target { Topic = $"payload-{Guid.NewGuid():N}" };
            await using var serving = await Transport.OpenAsync(url, options);
            await using var server = new RpcServer(serving, target with { Server = "one" }, new EchoEndpoint());
            await server.StartAsync();
            await using var transport = await Transport.OpenAsync(url, options);
            var client = new RpcClient(transport, target);
            foreach (var size in setup.Sizes(Least))
            {
                setup.Say($"{driver}: {size} bytes");
                var payload = new string('x', (int)size);
                await MeasureAsync(client, payload);
                var (microseconds, bytes) = await MeasureAsync(client, payload);
                yield return new GrowthPoint(driver, size, microseconds, bytes);
            }
        }
    }

    private static async Task<(double Microseconds, double Bytes)> MeasureAsync(RpcClient client, string payload)
    {
        var times = new List<double>(MostCalls);
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        for (var start = Stopwatch.GetTimestamp(); times.Count < MostCalls && (times.Count == 0 || Stopwatch.GetElapsedTime(start) < Time);)
        {
            var at = Stopwatch.GetTimestamp();
            var answer = await client.CallAsync<string>(null, "echo", new { payload });
            times.Add(Stopwatch.GetElapsedTime(at).TotalMicroseconds);
            if (answer.Length != payload.Length)
            {
                throw new InvalidOperationException($"The answer has {answer.Length} characters instead of {payload.Length}.");
            }
        }

        return (Medians.Of(times), (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)times.Count);
    }
}
