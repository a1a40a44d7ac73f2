using System.Diagnostics;
using Messaging.Benchmarks.Measuring.Rounds;
using Messaging.Benchmarks.Subjects;

namespace Messaging.Benchmarks.Measuring;

/// <summary>
/// Measures all subjects under all loads. Under each load the subjects take turns, so that what the machine does meanwhile befalls all of
/// them.
/// </summary>
internal sealed class Comparison(Arguments arguments, IReadOnlyList<ISubject> subjects, ProcessClock broker, Action<string> say)
{
    private const int WarmUpCallers = 64;

    /// <summary>
    /// The same number of calls for each subject, a tenth of them one by one and the others by many callers. A subject that is too slow for
    /// them has its time and no more.
    /// </summary>
    public async Task WarmUpAsync()
    {
        if (arguments.WarmUp == 0)
        {
            return;
        }

        var payload = new string('x', arguments.Payloads[0]);
        var lone = arguments.WarmUp / 10;
        var each = (arguments.WarmUp - lone) / WarmUpCallers;
        foreach (var subject in subjects.Where(subject => subject is not IForeignSubject))
        {
            say($"warming up {subject.Name}");
            try
            {
                await WarmUpAsync(subject, payload, lone, each);
            }
            catch (Exception e) when (SubjectCatalog.Find(subject.Name).IsTwin)
            {
                say($"{subject.Name} failed: {e.Message}");
            }
        }
    }

    /// <summary>A row for each subject, load and twin; one without a twin for a subject that has none here.</summary>
    public async IAsyncEnumerable<Row> RunAsync()
    {
        foreach (var load in arguments.Loads)
        {
            if (!load.Fits)
            {
                say($"{load}: left out, it is too much for the memory");
                continue;
            }

            var samples = await RunLoadAsync(load);
            foreach (var (name, rounds) in samples)
            {
                var twins = SubjectCatalog.Find(name).Twins.Where(samples.ContainsKey).ToArray();
                foreach (var twin in twins.DefaultIfEmpty(null))
                {
                    yield return Medians.Row(name, twin, load, rounds, twin is null ? null : samples[twin]);
                }
            }
        }
    }

    private async Task WarmUpAsync(ISubject subject, string payload, int lone, int each)
    {
        var start = Stopwatch.GetTimestamp();
        await CallAsync(subject, payload, lone, start, arguments.WarmUpTime / 2);
        await Task.WhenAll(Enumerable.Range(0, WarmUpCallers)
            .Select(_ => Task.Run(() => CallAsync(subject, payload, each, start, arguments.WarmUpTime))));
        if (subject is IOneWaySubject oneWay)
        {
            await oneWay.AllRunAsync();
        }

        if (Stopwatch.GetElapsedTime(start) > arguments.WarmUpTime)
        {
            say($"{subject.Name} was warmed up with fewer calls, for {arguments.WarmUpTime.TotalSeconds} s");
        }
    }

    private static async Task CallAsync(ISubject subject, string payload, int calls, long start, TimeSpan time)
    {
        for (var i = 0; i < calls && Stopwatch.GetElapsedTime(start) < time; i++)
        {
            await subject.CallAsync(payload);
        }
    }

    private async Task<Dictionary<string, List<Sample>>> RunLoadAsync(Load load)
    {
        var taking = subjects.Where(subject => load.Rate == 0 || subject is not IForeignSubject).ToList();
        var samples = taking.ToDictionary(subject => subject.Name, _ => new List<Sample>());
        for (var round = 1; round <= arguments.Rounds; round++)
        {
            say($"{load}: round {round} of {arguments.Rounds}");
            foreach (var subject in taking.ToArray())
            {
                var entry = SubjectCatalog.Find(subject.Name);
                try
                {
                    var clock = entry.NeedsBroker ? broker : new ProcessClock(null);
                    samples[subject.Name].Add(await Round.RunAsync(subject, load, arguments.RoundTime, clock));
                }
                catch (Exception e) when (entry.IsTwin)
                {
                    // What fails in another's code is no reason to say nothing of ours.
                    say($"{load}: {subject.Name} is left out: {e.Message}");
                    taking.Remove(subject);
                    samples.Remove(subject.Name);
                }
            }
        }

        return samples;
    }
}
