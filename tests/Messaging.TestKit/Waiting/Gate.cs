namespace Messaging.TestKit;

/// <summary>A gate that can be shut and opened again any number of times; open at first. Those who pass wait while it is shut.</summary>
internal sealed class Gate
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _shut;

    public void Shut()
    {
        lock (_lock)
        {
            _shut ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Open()
    {
        TaskCompletionSource? shut;
        lock (_lock)
        {
            (shut, _shut) = (_shut, null);
        }

        shut?.SetResult();
    }

    public Task PassAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _shut?.Task.WaitAsync(cancellationToken) ?? Task.CompletedTask;
        }
    }
}
