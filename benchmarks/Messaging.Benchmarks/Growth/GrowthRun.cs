using Messaging.Benchmarks.Growth.Studies;
using Messaging.Benchmarks.Reporting;
using Messaging.TestKit;

namespace Messaging.Benchmarks.Growth;

/// <summary>The studies from the first to the report.</summary>
internal static class GrowthRun
{
    // The largest payloads come last: what the process gives back after them would be taken for what a later study frees.
    private static readonly IGrowthStudy[] All =
        [new PendingCalls(), new TopicsServed(), new ClientsInAProcess(), new CallsInARow(), new CastBacklog(), new PayloadSizes()];

    /// <exception cref="ArgumentException">There is no such study.</exception>
    public static async Task RunAsync(GrowthArguments arguments)
    {
        var studies = arguments.Studies.Count == 0 ? All : [.. arguments.Studies.Select(Find)];
        Console.WriteLine(string.Join("; ", MachineFacts.Read().Select(fact => $"{fact.Name} {fact.Value}")));
        await using var node = studies.Any(study => study.NeedsBroker) ? await RabbitNode.StartAsync() : null;
        var results = new List<(IGrowthStudy Study, List<GrowthPoint> Points)>();
        foreach (var study in studies)
        {
            var points = new List<GrowthPoint>();
            results.Add((study, points));
            await foreach (var point in study.RunAsync(new GrowthSetup(node, arguments.Most ?? study.Most, Console.Error.WriteLine)))
            {
                points.Add(point);
            }

            foreach (var line in GrowthTable.Lines(study, points))
            {
                Console.WriteLine(line);
            }
        }

        if (arguments.JsonFile is { } file)
        {
            await using var stream = File.Create(file);
            GrowthJson.Write(stream, results);
        }
    }

    private static IGrowthStudy Find(string name) =>
        Array.Find(All, study => study.Name == name)
        ?? throw new ArgumentException($"--growth knows {string.Join(", ", All.Select(study => study.Name))}, not '{name}'.");
}
