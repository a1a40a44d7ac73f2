namespace Messaging.DriverContract;

/// <summary>Methods that block, each its thread, until the test lets them go.</summary>
/// <param name="size">How many are awaited.</param>
internal sealed class BlockedCrowd(int size) : IDisposable
{
    private readonly TaskCompletionSource _allAreIn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _released = new();
    private int _in;

    /// <summary>For a method: blocks its thread until the test lets it go.</summary>
    /// <returns>Whether the test did.</returns>
    public bool Join()
    {
        if (Interlocked.Increment(ref _in) == size)
        {
            _allAreIn.SetResult();
        }

        return _released.Wait(WaitLimit.Default);
    }

    /// <summary>Ends when as many block as are awaited.</summary>
    public Task WhenAllAreInAsync() => _allAreIn.Task;

    /// <summary>Lets them go, and those that come later.</summary>
    public void Release() => _released.Set();

    /// <summary>Lets them go, also when the test has failed.</summary>
    public void Dispose() => _released.Set();
}
