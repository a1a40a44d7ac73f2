namespace Messaging.Drivers.Thrift.Wire;

/// <summary>
/// The writing side of a connection that many share. A message that comes alone, or that no other can join, is written at once by its
/// sender. Messages that follow closely upon each other leave in one write, on whichever thread has the turn. No timer delays anything.
/// </summary>
internal sealed class SendPath : IThreadPoolWorkItem, IDisposable
{
    /// <summary>With this many bytes waiting a sender has to wait: the peer is not reading.</summary>
    private const int MostWaiting = 256 * 1024;

    private readonly Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> _write;
    private readonly SendTerms _terms;
    private readonly CancellationTokenSource _late = new();
    private readonly ITimer _lateTimer;
    private readonly long _closeBehind;
    private readonly Lock _lock = new();
    private MessageBuffer? _filling;
    private TaskCompletionSource? _filled;
    private Exception? _broken;
    private long _lastSend;
    private bool _isWriting;

    /// <param name="write">Writes to the connection; never called concurrently.</param>
    /// <param name="terms">How long one write may take.</param>
    public SendPath(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, SendTerms terms)
    {
        _write = write;
        _terms = terms;
        _lateTimer = terms.Time.CreateTimer(
            static late => ((CancellationTokenSource)late!).Cancel(), _late, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _closeBehind = terms.Time.TimestampFrequency / 20_000; // 50 µs
    }

    /// <summary>Sends a message; completes when it was written.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isOnly">Whether no other message can leave with it; then it does not wait for another thread.</param>
    /// <exception cref="IOException">The message, or an earlier one, could not be written.</exception>
    public ValueTask SendAsync(ReadOnlyMemory<byte> message, bool isOnly = false)
    {
        var now = _terms.Time.GetTimestamp();
        Task? written;
        bool mustWrite;
        lock (_lock)
        {
            if (_broken is not null)
            {
                return ValueTask.FromException(new IOException($"an earlier write failed: {_broken.Message}", _broken));
            }

            if (_filling is { Length: > MostWaiting })
            {
                return SendBehindAsync(_filled!.Task, message);
            }

            mustWrite = !_isWriting;
            _isWriting = true;
            written = mustWrite && (isOnly || now - _lastSend > _closeBehind) ? null : Gather(message.Span);
            _lastSend = now;
        }

        if (written is null)
        {
            return SendAloneAsync(message);
        }

        if (mustWrite)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return new ValueTask(written);
    }

    // The token source is not disposed: the timer may be about to fire.
    public void Dispose() => _lateTimer.Dispose();

    void IThreadPoolWorkItem.Execute() => _ = FlushAsync();

    private Task Gather(ReadOnlySpan<byte> message)
    {
        (_filling ??= MessageBuffer.Rent()).Write(message);

        // A sender may block the thread on which it continues, and the others must not wait for it.
        return (_filled ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    private async ValueTask SendAloneAsync(ReadOnlyMemory<byte> message)
    {
        try
        {
            await WriteAsync(message).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Break(e);
            throw;
        }

        GoOn();
    }

    private async ValueTask SendBehindAsync(Task filled, ReadOnlyMemory<byte> message)
    {
        await filled.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await SendAsync(message).ConfigureAwait(false);
    }

    /// <summary>Writes the gathered messages. Never throws: their senders are told.</summary>
    private async Task FlushAsync()
    {
        MessageBuffer gathered;
        TaskCompletionSource written;
        lock (_lock)
        {
            if (_broken is not null)
            {
                return;
            }

            (gathered, written) = (_filling!, _filled!);
            (_filling, _filled) = (null, null);
        }

        try
        {
            await WriteAsync(gathered.WrittenMemory).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Break(e);
            written.SetException(e);
            return;
        }
        finally
        {
            gathered.Dispose();
        }

        GoOn();
        written.SetResult();
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        var writing = _write(bytes, _late.Token);
        if (writing.IsCompletedSuccessfully)
        {
            writing.GetAwaiter().GetResult();
            return;
        }

        _lateTimer.Change(_terms.WriteTime, Timeout.InfiniteTimeSpan);
        await writing.ConfigureAwait(false);
        _lateTimer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Messages gathered in the meantime are written by another thread.</summary>
    private void GoOn()
    {
        lock (_lock)
        {
            _isWriting = _filling is not null;
            if (!_isWriting)
            {
                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private void Break(Exception error)
    {
        TaskCompletionSource? filled;
        lock (_lock)
        {
            _broken ??= error;
            _filling?.Dispose();
            (filled, _filling, _filled) = (_filled, null, null);
        }

        filled?.SetException(error);
    }
}
