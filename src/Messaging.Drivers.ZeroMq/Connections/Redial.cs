namespace Messaging.Drivers.ZeroMq.Connections;

/// <summary>When to try an address again: later each time, but soon while a request waits for it.</summary>
internal sealed class Redial(TimeSpan first, TimeSpan longest, TimeProvider time)
{
    private readonly Backoff _backoff = new(first, longest);
    private readonly Lock _lock = new();
    private TaskCompletionSource _hurry = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>An attempt begins: requests waiting now wait for this one.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            if (_hurry.Task.IsCompleted)
            {
                _hurry = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    /// <summary>A request waits.</summary>
    public void Hurry()
    {
        lock (_lock)
        {
            _hurry.TrySetResult();
        }
    }

    /// <summary>The attempt succeeded.</summary>
    public void Reset() => _backoff.Reset();

    /// <summary>Waits before the next attempt. Never throws.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var delay = _backoff.Next();
        var least = delay < first ? delay : first;
        await Task.Delay(least, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Task hurry;
        lock (_lock)
        {
            hurry = _hurry.Task;
        }

        if (delay > least)
        {
            await hurry.WaitAsync(delay - least, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
