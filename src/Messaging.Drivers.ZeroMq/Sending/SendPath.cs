using System.Net.Sockets;
using Messaging.Drivers.ZeroMq.Connections;

namespace Messaging.Drivers.ZeroMq.Sending;

/// <summary>
/// The outgoing side of a connection. Any thread adds messages to one buffer while another buffer is being written. With few calls in
/// flight the sender writes at once on its own thread; with many, a flush is queued that also takes what other senders add until it runs.
/// </summary>
internal sealed class SendPath : IThreadPoolWorkItem
{
    private const int FewInFlight = 2;

    /// <summary>How many bytes go to the socket at a time. Every piece that the socket accepts counts as progress of the peer.</summary>
    private const int Piece = 256 * 1024;

    private readonly Socket _socket;
    private readonly SendQueue _queue;
    private readonly Action<Exception> _onFailed;
    private readonly Action _onRoom;
    private readonly Lock _lock = new();
    private TaskCompletionSource? _room;
    private TaskCompletionSource? _idle;
    private volatile bool _isFull;
    private volatile bool _isFlushing;
    private bool _isClosed;
    private int _inFlight;
    private int _pieces;

    /// <param name="socket">The socket to write to.</param>
    /// <param name="queue">The messages that wait to be written; owned.</param>
    /// <param name="onFailed">Called when writing fails, or when the connection must be closed.</param>
    /// <param name="onRoom">Called when the path was full and has room again, and when it is closed.</param>
    public SendPath(Socket socket, SendQueue queue, Action<Exception> onFailed, Action onRoom)
    {
        _socket = socket;
        _queue = queue;
        _onFailed = onFailed;
        _onRoom = onRoom;
    }

    /// <summary>Whether so much is queued that no more messages are accepted, except urgent ones and replies.</summary>
    public bool IsFull => _isFull;

    /// <summary>How many calls are in flight on the connection.</summary>
    public int InFlight
    {
        get => Volatile.Read(ref _inFlight);
        set => Volatile.Write(ref _inFlight, value);
    }

    /// <summary>How many pieces the socket has accepted so far; null when nothing is being written.</summary>
    public int? Progress => _isFlushing ? Volatile.Read(ref _pieces) : null;

    /// <summary>Counts a call that is about to be sent.</summary>
    public void Begin() => Interlocked.Increment(ref _inFlight);

    /// <summary>Ends what <see cref="Begin"/> counted.</summary>
    public void End() => Interlocked.Decrement(ref _inFlight);

    /// <summary>Sends a message of two frames. Does not block.</summary>
    /// <param name="header">The first frame; copied.</param>
    /// <param name="body">The second frame; copied.</param>
    /// <param name="isUrgent">Whether the message is accepted even when the path is full.</param>
    public SendOutcome TrySend(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, bool isUrgent = false)
    {
        var outcome = TryAdd(header, body, isUrgent, out var mustFlush);
        if (mustFlush)
        {
            Flush();
        }

        return outcome;
    }

    /// <summary>Queues a message.</summary>
    /// <param name="header">The first frame; copied.</param>
    /// <param name="body">The second frame; copied.</param>
    /// <param name="isUrgent">Whether the message is accepted even when the path is full.</param>
    /// <param name="mustFlush">Whether to call <see cref="Flush"/> now; false when a flush is already running or due.</param>
    public SendOutcome TryAdd(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, bool isUrgent, out bool mustFlush)
    {
        string reason;
        mustFlush = false;
        lock (_lock)
        {
            if (_isClosed)
            {
                return SendOutcome.Closed;
            }

            if (_isFull && !isUrgent)
            {
                return SendOutcome.Full;
            }

            if (_queue.Add(header, body) is not { } why)
            {
                return Added(out mustFlush);
            }

            reason = why;
        }

        return Refuse(reason);
    }

    /// <summary>Queues a reply to a full peer without waiting for it. When too many bytes of replies wait, the connection ends.</summary>
    /// <param name="reply">The reply; owned.</param>
    /// <param name="mustFlush">Whether to call <see cref="Flush"/> now; false when a flush is already running or due.</param>
    public SendOutcome AddLate(LateReply reply, out bool mustFlush)
    {
        string reason;
        mustFlush = false;
        lock (_lock)
        {
            if (_isClosed)
            {
                reply.Body.Dispose();
                return SendOutcome.Closed;
            }

            if (_queue.AddLate(reply) is not { } why)
            {
                return Added(out mustFlush);
            }

            reason = why;
        }

        return Refuse(reason);
    }

    /// <summary>Writes what was added: at once if few calls are in flight, otherwise soon, with what others add until then.</summary>
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
            // While the path is full, one more PING would not help: the peer shows by itself that it does not read.
            if (_isClosed || _isFull)
            {
                return;
            }

            _queue.AddCommand(content);
            if (_isFlushing)
            {
                return;
            }

            _isFlushing = true;
        }

        Flush();
    }

    /// <summary>Completes when there is room again, or the connection has ended.</summary>
    public Task WhenRoomAsync()
    {
        lock (_lock)
        {
            return _isClosed || !_isFull
                ? Task.CompletedTask
                : (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Completes when everything that was sent has been written, or the connection has ended.</summary>
    public Task WhenIdleAsync()
    {
        lock (_lock)
        {
            return _isClosed || !_isFlushing
                ? Task.CompletedTask
                : (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Accepts no more messages. Messages that still wait are lost.</summary>
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
            _isFull = false;
            (room, idle) = (_room, _idle);
            if (!_isFlushing)
            {
                _queue.Release();
            }
        }

        room?.TrySetResult();
        idle?.TrySetResult();
        _onRoom();
    }

    void IThreadPoolWorkItem.Execute() => _ = FlushAsync();

    private SendOutcome Added(out bool mustFlush)
    {
        _isFull = _queue.IsFull;
        mustFlush = !_isFlushing;
        _isFlushing = true;
        return SendOutcome.Sent;
    }

    private SendOutcome Refuse(string reason)
    {
        _onFailed(new RefusedPeerException(reason));
        return SendOutcome.Closed;
    }

    /// <summary>Writes until nothing waits any more. Never throws: a failure ends the connection.</summary>
    private async Task FlushAsync()
    {
        try
        {
            while (TakeFilled())
            {
                var left = _queue.Written;
                while (!left.IsEmpty)
                {
                    left = left[await _socket.SendAsync(left.Length > Piece ? left[..Piece] : left, SocketFlags.None).ConfigureAwait(false)..];
                    Volatile.Write(ref _pieces, _pieces + 1);
                }
            }
        }
        catch (Exception e)
        {
            _onFailed(e);
            lock (_lock)
            {
                _queue.Release();
            }
        }
    }

    private bool TakeFilled()
    {
        TaskCompletionSource? room = null, idle = null;
        var hasRoom = false;
        try
        {
            lock (_lock)
            {
                if (_isClosed)
                {
                    _queue.Release();
                    return false;
                }

                _queue.Swap();
                _isFlushing = !_queue.Written.IsEmpty;
                if (!_isFlushing)
                {
                    (idle, _idle) = (_idle, null);
                }

                hasRoom = _isFull && !_queue.IsFull;
                if (hasRoom)
                {
                    _isFull = false;
                    (room, _room) = (_room, null);
                }

                return _isFlushing;
            }
        }
        finally
        {
            room?.TrySetResult();
            idle?.TrySetResult();
            if (hasRoom)
            {
                _onRoom();
            }
        }
    }
}
