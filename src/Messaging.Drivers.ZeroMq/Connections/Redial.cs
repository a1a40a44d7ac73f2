namespace Messaging.Drivers.ZeroMq.Connections;

/// <summary>Paces the attempts to reach an address: each wait is longer than the last, but short while a request waits.</summary>
internal sealed class Redial(TimeSpan first, TimeSpan longest, TimeProvider time)
{
    private readonly Backoff _backoff = new(first, longest);
    private readonly Lock _lock = new();
    private TaskCompletionSource _hurry = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts an attempt. It serves every earlier <see cref="Hurry"/>; a later one shortens the next wait.</summary>
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

    /// <summary>Shortens the wait, because a request waits.</summary>
    public void Hurry()
    {
        lock (_lock)
        {
            _hurry.TrySetResult();
        }
    }

    /// <summary>Starts the waits over, after a successful attempt.</summary>
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
