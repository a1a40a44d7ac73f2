namespace Messaging.TestKit;

/// <summary>Counts the bytes that something allocates, in the whole process: for tests that run alone.</summary>
public static class AllocationMeter
{
    private const int Rounds = 7;
    private const int Times = 400;

    /// <summary>The bytes of one time, of the round with the fewest: what else the process does adds to the others.</summary>
    /// <param name="work">What is counted. It is done often enough before for the compiler to be done with it.</param>
    public static async Task<long> CountAsync(Func<Task> work)
    {
        for (var i = 0; i < 5 * Times; i++)
        {
            await work();
        }

        var fewest = long.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var i = 0; i < Times; i++)
            {
                await work();
            }

            fewest = Math.Min(fewest, (GC.GetTotalAllocatedBytes(precise: true) - before) / Times);
        }

        return fewest;
    }
}
