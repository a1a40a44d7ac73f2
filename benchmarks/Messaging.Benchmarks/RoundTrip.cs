using Messaging.Benchmarks.Measuring;
using Messaging.Benchmarks.Profiling;
using Messaging.Benchmarks.Reporting;
using Messaging.Benchmarks.Subjects;

namespace Messaging.Benchmarks;

/// <summary>The round-trip benchmark from its start to its report.</summary>
internal static class RoundTrip
{
    /// <exception cref="InvalidOperationException">Nothing of what was asked for can run here.</exception>
    public static async Task RunAsync(Arguments arguments)
    {
        var needsBroker = arguments.Subjects.Select(SubjectCatalog.Find).Any(entry => entry.NeedsBroker);
        await using var broker = needsBroker ? await BenchmarkBroker.TryStartAsync(arguments, Say) : null;
        await using var field = new Field(arguments, broker?.Url, Say);
        await field.StartAsync();
        if (field.Subjects.Count == 0)
        {
            throw new InvalidOperationException("Nothing is left to be measured.");
        }

        var comparison = new Comparison(arguments, field.Subjects, new ProcessClock(broker?.ProcessId), Say);
        await comparison.WarmUpAsync();
        await (arguments.Allocations ? ShowAllocationsAsync(arguments, field.Subjects) : MeasureAsync(arguments, comparison));
    }

    private static async Task MeasureAsync(Arguments arguments, Comparison comparison)
    {
        var rows = new List<Row>();
        await foreach (var row in comparison.RunAsync())
        {
            rows.Add(row);
        }

        Console.WriteLine(string.Join("; ", MachineFacts.Read().Select(fact => $"{fact.Name} {fact.Value}")));
        Console.WriteLine(
            $"{arguments.Shape.Word()}; {arguments.Regime}; "
                + $"medians of {arguments.Rounds} rounds of {arguments.RoundTime.TotalSeconds} s in turns");
        Console.WriteLine();
        foreach (var line in RowTable.Lines(rows))
        {
            Console.WriteLine(line);
        }

        if (arguments.JsonFile is { } file)
        {
            await using var stream = File.Create(file);
            JsonReport.Write(stream, arguments, rows);
        }

        if (arguments.SvgFolder is { } folder)
        {
            await Charts.WriteAsync(folder, arguments.Shape, rows);
        }
    }

    private static async Task ShowAllocationsAsync(Arguments arguments, IReadOnlyList<ISubject> subjects)
    {
        foreach (var subject in subjects.Where(subject => subject is not IForeignSubject))
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
