using Messaging.Benchmarks.Measuring;

namespace Messaging.Benchmarks.Tests;

/// <summary>Rounds as the tests need them.</summary>
internal static class Rounds
{
    public static Sample Of(double speed) => new()
    {
        CallsPerSecond = speed, P50 = 1e6 / speed, P99 = 20, P999 = 30, Cpu = 5, BrokerCpu = 7, Bytes = 1_000, Collections = [3, 2, 1],
    };

    public static Sample[] OfAll(params double[] speeds) => [.. speeds.Select(Of)];
}
