using System.Diagnostics.CodeAnalysis;

namespace Messaging.Drivers.Rabbit.Consuming.Content;

/// <summary>
/// Inflates the compressed messages of one listener, or of the reply queue, one after another, outside the receiving thread, when there is
/// room for them. Until then they stay compressed.
/// </summary>
/// <remarks>Safe for any number of threads.</remarks>
/// <param name="budget">Where they need room; null where each is passed on at once and not kept.</param>
/// <param name="onFailed">Called with errors that should never happen.</param>
internal sealed class InflateQueue(IntakeBudget? budget, Action<Exception> onFailed) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<CompressedMessage> _waiting = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;
    private bool _isRunning;
    private bool _isStopped;

    /// <summary>Adds a message. After a stop it goes back.</summary>
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

    /// <summary>Waiting messages go back, and so do those that still arrive.</summary>
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

    /// <summary>Stops, and waits until every waiting message is settled.</summary>
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
