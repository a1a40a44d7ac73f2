using System.Diagnostics;
using System.Runtime.InteropServices;
using Messaging.Benchmarks.Subjects;

namespace Messaging.Benchmarks.Measuring.Rounds;

/// <summary>
/// Calls that are started at a rate, whatever becomes of those before. A call's time runs from when it was to be started, so that a
/// system that stands still is charged for every call that would have been made meanwhile: latency free of coordinated omission.
/// </summary>
internal sealed class OpenLoop
{
    private static readonly double NanosecondsPerTick = 1e9 / Stopwatch.Frequency;

    private readonly ISubject _subject;
    private readonly string _payload;
    private readonly Lock _lock = new();
    private readonly LatencyHistogram _histogram = new();
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _calls;
    private readonly double _ticksPerCall;

    private OpenLoop(ISubject subject, Load load, TimeSpan time)
    {
        _subject = subject;
        _payload = new string('x', load.Payload);
        _calls = Math.Max(1, (long)(load.Rate * time.TotalSeconds));
        _ticksPerCall = (double)Stopwatch.Frequency / load.Rate;
    }

    /// <exception cref="InvalidOperationException">An answer was not the payload.</exception>
    public static async Task<Latencies> RunAsync(ISubject subject, Load load, TimeSpan time)
    {
        var loop = new OpenLoop(subject, load, time);
        var start = Stopwatch.GetTimestamp();
        // A thread of its own: the pool is what is measured.
        new Thread(() => loop.StartCalls(start)) { IsBackground = true, Priority = ThreadPriority.AboveNormal }.Start();
        await loop._over.Task;
        return Latencies.Of(loop._histogram, Stopwatch.GetElapsedTime(start));
    }

    private void StartCalls(long start)
    {
        for (long i = 0; i < _calls; i++)
        {
            var due = start + (long)(i * _ticksPerCall);
            for (var early = due - Stopwatch.GetTimestamp(); early > 0; early = due - Stopwatch.GetTimestamp())
            {
                // Thread.Sleep knows milliseconds only, and to spin would take a processor from what is measured.
                _ = SleepMicroseconds((uint)Math.Max(1, early * NanosecondsPerTick / 1000));
            }

            ThreadPool.UnsafeQueueUserWorkItem(
                static state => _ = state.Loop.CallAsync(state.Due), (Loop: this, Due: due), preferLocal: false);
        }
    }

    private async Task CallAsync(long due)
    {
        try
        {
            var answer = await _subject.CallAsync(_payload);
            var took = (Stopwatch.GetTimestamp() - due) * NanosecondsPerTick;
            if (answer.Length != _payload.Length)
            {
                throw new InvalidOperationException($"{_subject.Name} answered {answer.Length} characters to {_payload.Length}.");
            }

            lock (_lock)
            {
                _histogram.Record((long)took);
                if (_histogram.Count == _calls)
                {
                    _over.TrySetResult();
                }
            }
        }
        catch (Exception e)
        {
            _over.TrySetException(e);
        }
    }

    [DllImport("libc", EntryPoint = "usleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SleepMicroseconds(uint microseconds);
}
