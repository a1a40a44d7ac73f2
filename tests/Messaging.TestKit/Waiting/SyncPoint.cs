namespace Messaging.TestKit;

/// <summary>
/// A place where code under test parks until the test lets it go, so that a race stands still. The code calls
/// <see cref="ParkAsync"/> from a hook that the test gave it; the test waits with <see cref="WaitUntilParkedAsync"/>, arranges what
/// it came for, and calls <see cref="Release"/>. After that everybody passes.
/// </summary>
public sealed class SyncPoint
{
    private readonly TaskCompletionSource _parked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether somebody has come to this point yet, parked or gone on.</summary>
    public bool WasReached => _parked.Task.IsCompleted;

    /// <summary>For the code under test: says that it is here and waits to be released.</summary>
    /// <exception cref="TimeoutException">The test never released it within <see cref="WaitLimit.Default"/>.</exception>
    public Task ParkAsync(CancellationToken cancellationToken = default)
    {
        _parked.TrySetResult();
        return _released.Task.WaitAsync(WaitLimit.Default, cancellationToken);
    }

    /// <summary>For the test: waits until somebody is parked here.</summary>
    /// <exception cref="TimeoutException">Nobody came within the limit.</exception>
    public Task WaitUntilParkedAsync(TimeSpan? limit = null) => _parked.Task.WaitAsync(limit ?? WaitLimit.Default);

    /// <summary>For the test: lets go who is parked here and all who come later.</summary>
    public void Release() => _released.TrySetResult();
}
