using System.Numerics;

namespace Messaging.Benchmarks.Measuring;

/// <summary>
/// Times by size: linear up to 64 ns, and from there 64 buckets for each doubling, so that any time is known to within 1.6 %. Its size
/// is fixed, recording is an increment, and each caller has its own.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int Bits = 6;
    private const int BucketsPerDoubling = 1 << Bits;
    private readonly long[] _counts = new long[(64 - Bits) * BucketsPerDoubling];

    public long Count { get; private set; }

    public void Record(long nanoseconds)
    {
        _counts[IndexOf(nanoseconds)]++;
        Count++;
    }

    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }

        Count += other.Count;
    }

    /// <summary>The time in µs within which this share (0 to 1) of the calls ended.</summary>
    public double Microseconds(double share)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling(share * Count));
        long passed = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            passed += _counts[i];
            if (passed >= wanted)
            {
                return MiddleOf(i) / 1000;
            }
        }

        return 0;
    }

    private static int IndexOf(long nanoseconds)
    {
        if (nanoseconds < BucketsPerDoubling)
        {
            return (int)Math.Max(0, nanoseconds);
        }

        var doubling = BitOperations.Log2((ulong)nanoseconds) - Bits;
        return (doubling * BucketsPerDoubling) + (int)(nanoseconds >> doubling);
    }

    private static double MiddleOf(int index)
    {
        if (index < BucketsPerDoubling)
        {
            return index;
        }

        var doubling = (index / BucketsPerDoubling) - 1;
        var width = 1L << doubling;
        return ((index - (doubling * BucketsPerDoubling)) * width) + (width / 2.0);
    }
}
