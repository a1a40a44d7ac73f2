using System.Diagnostics.CodeAnalysis;

namespace Messaging.Drivers.Rabbit.Consuming.Content;

/// <summary>
/// Inflates the compressed messages of one listener, or of the reply queue, one after the other, away from the thread that receives, when there is room
/// for them. Meanwhile they are as small as they came.
/// </summary>
/// <remarks>Safe for any number of threads.</remarks>
/// <param name="budget">Where they need room; null where each is handed on at once, and not kept.</param>
/// <param name="onFailed">Told of what must not happen.</param>
internal sealed class InflateQueue(IntakeBudget? budget, Action<Exception> onFailed) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<CompressedMessage> _waiting = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;
    private bool _isRunning;
    private bool _isStopped;

    /// <summary>Takes a message. After the stop it goes back.</summary>
    public void Add(CompressedMessage message)
    {
        lock (_lock)
        {
            if (!_isStopped)
            {
                _waiting.Enqueue(message);
                if (!_isRunning)
                {
                    _isRunning = true;
                    _running = Task.Run(RunAsync, CancellationToken.None);
                }

                return;
            }
        }

        message.GiveBack();
        message.End();
    }

    /// <summary>What waits goes back, and what still comes.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            if (_isStopped)
            {
                return;
            }

            _isStopped = true;
        }

        _stopping.Cancel();
    }

    /// <summary>Stops, and waits until each that waited has its ending.</summary>
    public async ValueTask DisposeAsync()
    {
        Stop();
        Task running;
        lock (_lock)
        {
            running = _running;
        }

        await running.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        var stopping = _stopping.Token;
        while (TryNext(out var message))
        {
            try
            {
                await TakeAsync(message, stopping).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                onFailed(e);
                message.GiveBack();
            }

            message.End();
        }
    }

    private bool TryNext([NotNullWhen(true)] out CompressedMessage? message)
    {
        lock (_lock)
        {
            return _isRunning = _waiting.TryDequeue(out message);
        }
    }

    private async ValueTask TakeAsync(CompressedMessage message, CancellationToken stopping)
    {
        if (message.IsGone)
        {
            return;
        }

        var size = 0;
        try
        {
            stopping.ThrowIfCancellationRequested();
            size = message.Measure();
            if (budget is not null && !await budget.TryTakeAsync(size, message.Longest, stopping).ConfigureAwait(false))
            {
                message.OnNoRoom();
                return;
            }
        }
        catch (OperationCanceledException)
        {
            message.GiveBack();
            return;
        }

        var kept = 0;
        try
        {
            kept = message.Take();
        }
        finally
        {
            budget?.Release(size - kept);
        }
    }
}
