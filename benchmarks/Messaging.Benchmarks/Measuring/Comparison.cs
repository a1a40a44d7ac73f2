using Messaging.Benchmarks.Subjects;

namespace Messaging.Benchmarks.Measuring;

/// <summary>
/// Measures all subjects at all loads. At each load the subjects take turns, so that what the machine does meanwhile befalls all of
/// them.
/// </summary>
internal sealed class Comparison(Arguments arguments, IReadOnlyList<ISubject> subjects, BrokerClock broker)
{
    private const int WarmUpCallers = 64;

    /// <summary>The same number of calls for each subject, a tenth of them one by one and the others by many callers.</summary>
    public async Task WarmUpAsync(Action<string> say)
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
            await CallAsync(subject, payload, lone);
            await Task.WhenAll(Enumerable.Range(0, WarmUpCallers).Select(_ => Task.Run(() => CallAsync(subject, payload, each))));
        }
    }

    public async IAsyncEnumerable<Row> RunAsync(Action<string> say)
    {
        foreach (var size in arguments.Payloads)
        {
            foreach (var callers in arguments.Callers)
            {
                var samples = await RunLoadAsync(callers, new string('x', size), say);
                foreach (var subject in subjects)
                {
                    var twin = SubjectCatalog.Find(subject.Name).Twin;
                    var twins = twin is null ? null : samples.GetValueOrDefault(twin);
                    yield return Medians.Row(subject.Name, twin, callers, size, samples[subject.Name], twins);
                }
            }
        }
    }

    private static async Task CallAsync(ISubject subject, string payload, int calls)
    {
        for (var i = 0; i < calls; i++)
        {
            await subject.CallAsync(payload);
        }
    }

    private async Task<Dictionary<string, List<Sample>>> RunLoadAsync(int callers, string payload, Action<string> say)
    {
        var samples = subjects.ToDictionary(subject => subject.Name, _ => new List<Sample>());
        for (var round = 1; round <= arguments.Rounds; round++)
        {
            say($"{callers} callers, {payload.Length} bytes: round {round} of {arguments.Rounds}");
            foreach (var subject in subjects)
            {
                samples[subject.Name].Add(await Round.RunAsync(subject, callers, payload, arguments.RoundTime, broker));
            }
        }

        return samples;
    }
}
