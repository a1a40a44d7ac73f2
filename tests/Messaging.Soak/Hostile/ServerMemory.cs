using System.Diagnostics;

namespace Messaging.Soak.Hostile;

/// <summary>What the attacked server takes: before, meanwhile and afterwards. In MiB.</summary>
/// <param name="client">Through which it is asked.</param>
internal sealed class ServerMemory(GoodClients client)
{
    /// <summary>As in a container with 1.5 GiB: a server that needed more would end. Hexadecimal.</summary>
    public const string HeapLimit = "60000000";

    private const double MostAtAnyTime = 2048;

    // Of which 60 MiB may be kept for the next large bodies.
    private const double MostLeft = 100;
    private const double Mebibyte = 1024 * 1024;

    public double HeapBefore { get; private set; }

    public double HeapAfter { get; private set; }

    public double Before { get; private set; }

    /// <summary>The most in the first half of the time.</summary>
    public double MostEarly { get; private set; }

    /// <summary>The most in the second half.</summary>
    public double MostLate { get; private set; }

    public double After { get; private set; }

    /// <summary>Whether it is bounded, and given back.</summary>
    public bool IsFlat => Math.Max(MostEarly, MostLate) < MostAtAnyTime && HeapAfter - HeapBefore < MostLeft;

    public async Task BeginAsync()
    {
        HeapBefore = await AskAsync("heap");
        Before = await AskAsync("memory");
    }

    public async Task WatchAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < length)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            var now = await AskAsync("memory");
            if (watch.Elapsed < length / 2)
            {
                MostEarly = Math.Max(MostEarly, now);
            }
            else
            {
                MostLate = Math.Max(MostLate, now);
            }
        }
    }

    /// <summary>Waits until it is given back, for two minutes at most: that long pools keep what was just used.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        do
        {
            await Task.Delay(TimeSpan.FromSeconds(10), cancellationToken);
            HeapAfter = await AskAsync("heap");
        }
        while (HeapAfter - HeapBefore > MostLeft && watch.Elapsed < TimeSpan.FromMinutes(2));
        After = await AskAsync("memory");
    }

    private async Task<double> AskAsync(string method) => await client.AskAsync(method) / Mebibyte;
}
