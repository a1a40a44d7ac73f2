using Messaging.Benchmarks.Growth;

namespace Messaging.Benchmarks.Tests;

/// <summary>A study whose cost is known: two bytes each, and queues that nobody can count.</summary>
internal sealed class Doubling : IGrowthStudy
{
    public string Name => "doubling";

    public string Unit => "things";

    public long Most => 100;

    public bool NeedsBroker => false;

    public IReadOnlyList<string> Columns { get; } = ["bytes", "queues"];

    public async IAsyncEnumerable<GrowthPoint> RunAsync(GrowthSetup setup)
    {
        foreach (var size in setup.Sizes())
        {
            await Task.CompletedTask;
            yield return new GrowthPoint("memory", size, size * 2, double.NaN);
        }
    }
}
