namespace Messaging.Drivers.Thrift.Wire;

/// <summary>
/// The sending side of a connection that many callers share. The sender writes a message at once when it comes alone, or when no other can
/// come with it. Messages that follow each other closely are gathered into one write on the thread pool. No timer delays anything.
/// </summary>
internal sealed class SendPath : IThreadPoolWorkItem, IDisposable
{
    /// <summary>When more bytes than this are waiting, senders wait too, because the peer does not read.</summary>
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
        _lateTimer = terms.Time.CreateTimer(static late => ((CancellationTokenSource)late!).Cancel(), _late, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _closeBehind = terms.Time.TimestampFrequency / 20_000; // 50 µs
    }

    /// <summary>Sends a message; completes when it has been written.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isOnly">Whether no other message is in flight that could be gathered with it; then the sender writes it itself.</param>
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

    /// <summary>Writes the gathered messages. Never throws: the senders receive the error.</summary>
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

    /// <summary>Queues the write of messages that have arrived in the meantime.</summary>
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
