using Messaging.Soak.Faults;

namespace Messaging.Soak.Soaking;

/// <summary>Which faults are made, in which order and how long each: of a seed, the same every time.</summary>
internal sealed class FaultPlan(IReadOnlyList<Fault> faults, Arguments arguments)
{
    private readonly Random _random = new(arguments.Seed);

    /// <summary>Each fault once, at its full length; or faults at random without an end.</summary>
    public IEnumerable<(Fault Fault, TimeSpan Length)> Next()
    {
        foreach (var fault in faults.Where(_ => arguments.EachOnce))
        {
            yield return (fault, fault.Longest);
        }

        while (!arguments.EachOnce)
        {
            var fault = faults[_random.Next(faults.Count)];
            yield return (fault, fault.Longest * (0.1 + (0.9 * _random.NextDouble())));
        }
    }
}
