namespace Messaging.TestKit;

/// <summary>Counts the bytes that something allocates, in the whole process: for tests that run alone.</summary>
public static class AllocationMeter
{
    // So many rounds without fewer bytes: on a loaded machine the compiler optimises what it saw long after that ran first.
    private const int Rounds = 7;
    private const int MostRounds = 70;
    private const int Times = 400;

    /// <summary>The bytes of one time, of the round with the fewest: what else the process does adds to the others.</summary>
    /// <param name="work">What is counted. It is done often enough before for the compiler to be done with it.</param>
    public static Task<long> CountAsync(Func<Task> work) => CountRoundsAsync(async times =>
    {
        for (var i = 0; i < times; i++)
        {
            await work();
        }
    });

    /// <inheritdoc cref="CountAsync(Func{Task})"/>
    public static Task<long> CountAsync<T>(Func<ValueTask<T>> work) => CountRoundsAsync(async times =>
    {
        for (var i = 0; i < times; i++)
        {
            await work();
        }
    });

    private static async Task<long> CountRoundsAsync(Func<int, Task> round)
    {
        await round(5 * Times);
        var fewest = long.MaxValue;
        for (int since = 0, all = 0; since < Rounds && all < MostRounds; since++, all++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await round(Times);
            var bytes = (GC.GetTotalAllocatedBytes(precise: true) - before) / Times;
            if (bytes < fewest)
            {
                (fewest, since) = (bytes, 0);
            }
        }

        return fewest;
    }
}
