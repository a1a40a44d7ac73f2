using Messaging.DriverContract;

namespace Messaging.Drivers.Thrift.Tests.Support;

/// <summary>An endpoint whose method waits until the test releases it.</summary>
public sealed class Waiting
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Journal<string> _arrived = new();

    internal int Count => _arrived.Entries.Count;

    public async Task<string> WaitAsync(string name, CancellationToken token)
    {
        _arrived.Add(name);
        try
        {
            await _released.Task.WaitAsync(token);
            return name;
        }
        catch (OperationCanceledException)
        {
            _cancelled.TrySetResult();
            throw;
        }
    }

    public void Tell(string text) => _arrived.Add(text);

    internal Waiting Released()
    {
        Release();
        return this;
    }

    internal void Release() => _released.TrySetResult();

    internal Task ArrivedAsync(int count) => _arrived.WaitForAsync(_ => Count >= count, $"{count} calls");

    internal Task CancelledAsync() => _cancelled.Task.WithinLimit();
}
