namespace Messaging.Benchmarks.Subjects.OneWay;

/// <summary>Counts the casts that were sent and those that have run.</summary>
/// <param name="servers">How many servers run each.</param>
internal sealed class Tally(int servers) : IDisposable
{
    // Far below what may wait in a transport, and far above what is under way.
    private const int Window = 1_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _room = new(Window);
    private TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _sent;
    private long _run;
    private long _wanted = -1;

    /// <summary>For a cast that nobody confirms: ends when fewer than the window are under way.</summary>
    public Task RoomAsync() => _room.WaitAsync();

    /// <summary>A cast that took room has run.</summary>
    public void GiveRoom() => _room.Release();

    public void OnSent() => Interlocked.Increment(ref _sent);

    public void OnRun()
    {
        if (Interlocked.Increment(ref _run) == Volatile.Read(ref _wanted))
        {
            _all.TrySetResult();
        }
    }

    /// <summary>Ends when all that was sent has run. Nothing may be sent meanwhile.</summary>
    /// <exception cref="InvalidOperationException">Some have not run within a minute.</exception>
    public async Task AllRunAsync()
    {
        var wanted = Interlocked.Read(ref _sent) * servers;
        _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        // Written before the count is read, as there the count is written before this is read: one of both sees the other.
        Interlocked.Exchange(ref _wanted, wanted);
        if (Interlocked.Read(ref _run) >= wanted)
        {
            return;
        }

        try
        {
            await _all.Task.WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException($"{_run} of {wanted} casts have run.");
        }
    }

    public void Dispose() => _room.Dispose();
}
