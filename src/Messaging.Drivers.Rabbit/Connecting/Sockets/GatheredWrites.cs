using System.Net.Sockets;

namespace Messaging.Drivers.Rabbit.Connecting.Sockets;

/// <summary>
/// The way out of a connection. The client library writes each message to the socket by itself, which costs more than all else about it,
/// here and at the broker. Messages that come close behind each other are gathered here, and leave in one write.
/// </summary>
/// <remarks>
/// One that comes alone is written at once, by its own thread. Else a flush is queued to the thread pool, and takes whatever has come until
/// its turn; what comes while it writes leaves with its next write. No timer delays anything. For one writer at a time, as any stream.
/// </remarks>
internal sealed class GatheredWrites(Socket socket, TimeProvider time) : IThreadPoolWorkItem
{
    // With so much waiting the writer waits: the broker does not read, and senders must notice.
    private const int MostWaiting = 256 * 1024;

    // What is as large as this gains nothing from company, and is not worth a copy.
    private const int Large = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly long _closeBehind = time.TimestampFrequency / 20_000; // 50 µs
    private WriteBuffer _filling;
    private WriteBuffer _writing;
    private TaskCompletionSource? _idle;
    private Exception? _error;
    private long _lastWrite;
    private bool _isFlushing;

    /// <summary>Why the socket takes no more, if it does not.</summary>
    public Exception? Error => Volatile.Read(ref _error);

    /// <summary>Takes what is to be written. Done when the bytes may be reused; that they were written is not said.</summary>
    /// <param name="bytes">What to write.</param>
    /// <param name="cancellationToken">Ends a wait for room; then nothing of it is written.</param>
    /// <exception cref="IOException">An earlier write failed.</exception>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        var isAlone = now - _lastWrite > _closeBehind;
        _lastWrite = now;
        bool mustFlush;
        lock (_lock)
        {
            if (_error is not null)
            {
                return ValueTask.FromException(Broken());
            }

            if (bytes.Length >= Large || _filling.Length + bytes.Length > MostWaiting)
            {
                return WriteAloneAsync(bytes, cancellationToken);
            }

            _filling.Add(bytes.Span);
            mustFlush = !_isFlushing;
            _isFlushing = true;
        }

        if (mustFlush && isAlone)
        {
            _ = FlushAsync();
        }
        else if (mustFlush)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return default;
    }

    /// <summary>Ends when all that was taken has been written, or the socket takes no more. Never fails.</summary>
    public Task WhenIdleAsync()
    {
        lock (_lock)
        {
            return _isFlushing
                ? (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task
                : Task.CompletedTask;
        }
    }

    void IThreadPoolWorkItem.Execute() => _ = FlushAsync();

    private async ValueTask WriteAloneAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await WhenIdleAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        if (Error is not null)
        {
            throw Broken();
        }

        try
        {
            // Not cancelled half way: the broker would take what comes next for the rest of it.
            await SendAsync(bytes).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Fail(e);
            throw;
        }
    }

    /// <summary>Writes until nothing waits. Never throws: a failure ends the connection.</summary>
    private async Task FlushAsync()
    {
        try
        {
            while (TakeFilled())
            {
                await SendAsync(_writing.Written).ConfigureAwait(false);
                _writing.Release();
            }
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    private bool TakeFilled()
    {
        TaskCompletionSource? idle;
        lock (_lock)
        {
            if (_filling.Length > 0)
            {
                (_filling, _writing) = (_writing, _filling);
                return true;
            }

            _isFlushing = false;
            (idle, _idle) = (_idle, null);
        }

        idle?.SetResult();
        return false;
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None).ConfigureAwait(false)..];
        }
    }

    private void Fail(Exception error)
    {
        TaskCompletionSource? idle;
        lock (_lock)
        {
            Volatile.Write(ref _error, error);
            _isFlushing = false;
            (idle, _idle) = (_idle, null);
            _filling.Release();
            _writing.Release();
        }

        idle?.SetResult();
        try
        {
            // The reader is the one who notices. What the peer has said before, such as why it ends the connection, is still there to read.
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is at its end already.
        }
    }

    private IOException Broken() => new($"The connection broke under an earlier write: {_error!.Message}", _error);
}
