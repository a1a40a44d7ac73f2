using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using Messaging.Drivers;
using Messaging.TestKit;

namespace Messaging.Benchmarks.Micro;

/// <summary>A call whose reply does not come, on a clock that is advanced by hand, beside so many others that wait on.</summary>
[MemoryDiagnoser]
[SuppressMessage("Design", "CA1001", Justification = "The clean-up disposes them.")]
public class ReplyWaiterExpiryBenchmarks
{
    // More than a tick of the wheel that keeps the deadlines.
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(40);

    private readonly ManualTimeProvider _time = new();
    private OutgoingMessage _late = null!;
    private ReplyWaiters _waiters = null!;

    [Params(0, 10_000)]
    public int Pending { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _waiters = new ReplyWaiters(_time);
        var patient = SampleCall.Create(_time, Timeout.InfiniteTimeSpan);
        for (var i = 0; i < Pending; i++)
        {
            _waiters.Register(patient, CancellationToken.None);
        }

        _late = SampleCall.Create(_time, TimeSpan.FromMilliseconds(1));
        _time.Advance(Step);
    }

    [GlobalCleanup]
    public void CleanUp() => _waiters.Dispose();

    [Benchmark]
    public bool RegisterAndExpire()
    {
        using var waiter = _waiters.Register(_late, CancellationToken.None);
        _time.Advance(Step);
        return waiter.Task.IsFaulted;
    }
}
