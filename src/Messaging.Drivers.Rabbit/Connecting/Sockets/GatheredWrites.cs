using System.Net.Sockets;

namespace Messaging.Drivers.Rabbit.Connecting.Sockets;

/// <summary>
/// The writing side of a connection. The client library writes each message to the socket separately, which costs more than everything else
/// about it, here and at the broker. Messages that follow closely upon each other are gathered here and leave in one write.
/// </summary>
/// <remarks>
/// A message that comes alone is written at once, by its own thread. Otherwise a flush is queued to the thread pool and writes everything
/// gathered by then; bytes that arrive while it writes leave with its next write. No timer delays anything. For one writer at a time, as
/// any stream.
/// </remarks>
internal sealed class GatheredWrites(Socket socket, TimeProvider time) : IThreadPoolWorkItem
{
    // With this much waiting the writer has to wait: the broker is not reading, and senders must notice.
    private const int MostWaiting = 256 * 1024;

    // A message this large gains nothing from being gathered, and is not worth a copy.
    private const int Large = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly long _closeBehind = time.TimestampFrequency / 20_000; // 50 µs
    private WriteBuffer _filling;
    private WriteBuffer _writing;
    private TaskCompletionSource? _idle;
    private Exception? _error;
    private long _lastWrite;
    private bool _isFlushing;

    /// <summary>Why the socket accepts no more bytes; null while it does.</summary>
    public Exception? Error => Volatile.Read(ref _error);

    /// <summary>Accepts bytes to write. Completes when the caller may reuse them, which does not mean that they were written.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="cancellationToken">Ends a wait for room; then none of the bytes is written.</param>
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

    /// <summary>Completes when all accepted bytes have been written, or the socket accepts no more. Never fails.</summary>
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
            // Not cancelled half way: the broker would take the next bytes for the rest of this message.
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
            // The reading side notices. What the peer has sent before, such as the reason for the end, can still be read.
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The socket has already ended.
        }
    }

    private IOException Broken() => new($"The connection broke under an earlier write: {_error!.Message}", _error);
}
