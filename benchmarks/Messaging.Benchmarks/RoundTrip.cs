using Messaging.Benchmarks.Measuring;
using Messaging.Benchmarks.Profiling;
using Messaging.Benchmarks.Reporting;
using Messaging.Benchmarks.Subjects;

namespace Messaging.Benchmarks;

/// <summary>The round-trip benchmark from its start to its report.</summary>
internal static class RoundTrip
{
    public static async Task RunAsync(Arguments arguments)
    {
        var entries = arguments.Subjects.Select(SubjectCatalog.Find).ToArray();
        await using var broker = entries.Any(entry => entry.NeedsBroker) ? await BenchmarkBroker.StartAsync(arguments) : null;
        var subjects = new List<ISubject>();
        try
        {
            foreach (var entry in entries)
            {
                var subject = entry.Create(broker?.Url);
                subjects.Add(subject);
                await subject.StartAsync(CancellationToken.None);
            }

            var comparison = new Comparison(arguments, subjects, new BrokerClock(broker?.ProcessId));
            await comparison.WarmUpAsync(Say);
            await (arguments.Allocations ? ShowAllocationsAsync(arguments, subjects) : MeasureAsync(arguments, comparison));
        }
        finally
        {
            foreach (var subject in subjects)
            {
                await subject.DisposeAsync();
            }
        }
    }

    private static async Task MeasureAsync(Arguments arguments, Comparison comparison)
    {
        var rows = new List<Row>();
        await foreach (var row in comparison.RunAsync(Say))
        {
            rows.Add(row);
        }

        Console.WriteLine(string.Join("; ", MachineFacts.Read().Select(fact => $"{fact.Name} {fact.Value}")));
        Console.WriteLine($"{arguments.Regime}; medians of {arguments.Rounds} rounds of {arguments.RoundTime.TotalSeconds} s in turns");
        Console.WriteLine();
        foreach (var line in RowTable.Lines(rows))
        {
            Console.WriteLine(line);
        }

        if (arguments.JsonFile is { } file)
        {
            await JsonReport.WriteAsync(file, arguments, rows);
        }
    }

    private static async Task ShowAllocationsAsync(Arguments arguments, List<ISubject> subjects)
    {
        foreach (var subject in subjects)
        {
            Say($"allocations of {subject.Name}");
            foreach (var line in await AllocationReport.LinesAsync(subject, new string('x', arguments.Payloads[0]), arguments.Callers[0]))
            {
                Console.WriteLine(line);
            }
        }
    }

    // Progress is not the report: it goes where a pipe does not take it.
    private static void Say(string what) => Console.Error.WriteLine(what);
}
