using System.Globalization;
using Messaging.Benchmarks.Measuring;
using Messaging.Benchmarks.Measuring.Rounds;

namespace Messaging.Benchmarks.Subjects.Foreign;

/// <summary>The line that a program of another language writes about a round.</summary>
internal static class ForeignLine
{
    /// <param name="line">Calls, seconds, p50, p99 and p99.9 in µs, seconds of the client's processor time.</param>
    public static ForeignRound Read(string line)
    {
        var figures = Array.ConvertAll(line.Split(' '), word => double.Parse(word, CultureInfo.InvariantCulture));
        var latencies = new Latencies((long)figures[0], TimeSpan.FromSeconds(figures[1]), figures[2], figures[3], figures[4]);
        return new ForeignRound(latencies, TimeSpan.FromSeconds(figures[5]), ServerCpu: null);
    }
}
