using System.Net.Sockets;
using Messaging.Drivers.ZeroMq.Security;
using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Sending;

/// <summary>
/// The way out of a connection: messages of any thread are put into one buffer while another is being written. With little in flight the
/// sender writes by itself, at once; with much a flush is queued, and takes what many senders have put there by then.
/// </summary>
internal sealed class SendPath : IThreadPoolWorkItem
{
    private const int FewInFlight = 2;

    private readonly Socket _socket;
    private readonly IFrameCipher? _cipher;
    private readonly long _highWaterMark;
    private readonly Action<Exception> _onFailed;
    private readonly Lock _lock = new();
    private SendBuffer _filling = new();
    private SendBuffer _writing = new();
    private TaskCompletionSource? _room;
    private TaskCompletionSource? _idle;
    private bool _isFlushing;
    private bool _isClosed;
    private int _inFlight;

    /// <param name="socket">Where to write.</param>
    /// <param name="cipher">What encrypts frames, or null.</param>
    /// <param name="highWaterMark">With how many bytes waiting no more messages are taken.</param>
    /// <param name="onFailed">Called once, when the socket takes no more.</param>
    public SendPath(Socket socket, IFrameCipher? cipher, long highWaterMark, Action<Exception> onFailed)
    {
        _socket = socket;
        _cipher = cipher;
        _highWaterMark = highWaterMark;
        _onFailed = onFailed;
    }

    /// <summary>Whether so much waits that no more is taken.</summary>
    public bool IsFull
    {
        get
        {
            lock (_lock)
            {
                return !_isClosed && IsOverMark;
            }
        }
    }

    private bool IsOverMark => _filling.Length + (long)_writing.Length > _highWaterMark;

    /// <summary>How many calls are under way on the connection.</summary>
    public int InFlight
    {
        get => Volatile.Read(ref _inFlight);
        set => Volatile.Write(ref _inFlight, value);
    }

    /// <summary>A call is to be sent.</summary>
    public void Begin() => Interlocked.Increment(ref _inFlight);

    /// <summary>A call that was to be sent is over.</summary>
    public void End() => Interlocked.Decrement(ref _inFlight);

    /// <summary>Sends a message of two frames. Blocks nobody.</summary>
    /// <param name="header">The first frame; copied.</param>
    /// <param name="body">The second frame; copied.</param>
    /// <param name="isUrgent">Whether it is taken however much waits.</param>
    public SendOutcome TrySend(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, bool isUrgent = false)
    {
        var outcome = TryAdd(header, body, isUrgent, out var mustFlush);
        if (mustFlush)
        {
            Flush();
        }

        return outcome;
    }

    /// <summary>Puts a message behind those that wait.</summary>
    /// <param name="header">The first frame; copied.</param>
    /// <param name="body">The second frame; copied.</param>
    /// <param name="isUrgent">Whether it is taken however much waits.</param>
    /// <param name="mustFlush">Whether <see cref="Flush"/> has to be called now; otherwise somebody is at it.</param>
    public SendOutcome TryAdd(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, bool isUrgent, out bool mustFlush)
    {
        mustFlush = false;
        lock (_lock)
        {
            if (_isClosed)
            {
                return SendOutcome.Closed;
            }

            if (IsOverMark && !isUrgent)
            {
                return SendOutcome.Full;
            }

            _filling.Add(FrameFlags.More, header, _cipher);
            _filling.Add(FrameFlags.None, body, _cipher);
            mustFlush = !_isFlushing;
            _isFlushing = true;
            return SendOutcome.Sent;
        }
    }

    /// <summary>Writes what was added: by this thread when little is under way, else by another, soon, together with what comes until then.</summary>
    public void Flush()
    {
        if (Volatile.Read(ref _inFlight) <= FewInFlight)
        {
            _ = FlushAsync();
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>Sends a command.</summary>
    public void SendCommand(ReadOnlySpan<byte> content)
    {
        lock (_lock)
        {
            // What is full is told so by its own silence: a PING more would not help.
            if (_isClosed || IsOverMark)
            {
                return;
            }

            _filling.Add(FrameFlags.Command, content, _cipher);
            if (_isFlushing)
            {
                return;
            }

            _isFlushing = true;
        }

        Flush();
    }

    /// <summary>Ends when there is room again, or the connection has ended.</summary>
    public Task WhenRoomAsync()
    {
        lock (_lock)
        {
            return _isClosed || !IsOverMark
                ? Task.CompletedTask
                : (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Ends when all that was sent has been written, or the connection has ended.</summary>
    public Task WhenIdleAsync()
    {
        lock (_lock)
        {
            return _isClosed || !_isFlushing
                ? Task.CompletedTask
                : (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Takes no more. What waits is lost.</summary>
    public void Close()
    {
        TaskCompletionSource? room, idle;
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            (room, idle) = (_room, _idle);
            if (!_isFlushing)
            {
                _filling.Release();
                _writing.Release();
            }
        }

        room?.TrySetResult();
        idle?.TrySetResult();
    }

    void IThreadPoolWorkItem.Execute() => _ = FlushAsync();

    /// <summary>Writes until nothing waits. Never throws: a failure ends the connection.</summary>
    private async Task FlushAsync()
    {
        try
        {
            while (TakeFilled())
            {
                var left = _writing.Written;
                while (!left.IsEmpty)
                {
                    left = left[await _socket.SendAsync(left, SocketFlags.None).ConfigureAwait(false)..];
                }

                _writing.Clear();
            }
        }
        catch (Exception e)
        {
            _onFailed(e);
            lock (_lock)
            {
                _filling.Release();
                _writing.Release();
            }
        }
    }

    private bool TakeFilled()
    {
        TaskCompletionSource? room = null, idle = null;
        try
        {
            lock (_lock)
            {
                if (_isClosed)
                {
                    _filling.Release();
                    _writing.Release();
                    return false;
                }

                if (_filling.Length == 0)
                {
                    _isFlushing = false;
                    (idle, _idle) = (_idle, null);
                    (room, _room) = (_room, null);
                    return false;
                }

                (_filling, _writing) = (_writing, _filling);
                if (!IsOverMark)
                {
                    (room, _room) = (_room, null);
                }

                return true;
            }
        }
        finally
        {
            room?.TrySetResult();
            idle?.TrySetResult();
        }
    }
}
