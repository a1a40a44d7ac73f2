using System.Net.Sockets;
using Messaging.Drivers.ZeroMq.Connections;

namespace Messaging.Drivers.ZeroMq.Sending;

/// <summary>
/// The writing side of a connection: messages of any thread are put into one buffer while another is being written. With little in flight
/// the sender itself writes at once; with much a flush is queued, and writes what many senders have added by then.
/// </summary>
/// <param name="socket">Where to write.</param>
/// <param name="queue">What waits to be written; owned.</param>
/// <param name="onFailed">Called when the socket takes no more, or the peer has to be closed.</param>
/// <param name="onRoom">Called when it was full and is no more, and when it is closed.</param>
internal sealed class SendPath(Socket socket, SendQueue queue, Action<Exception> onFailed, Action onRoom) : IThreadPoolWorkItem
{
    private const int FewInFlight = 2;

    /// <summary>How much is written to the socket at a time: each time the socket takes some, the peer has read.</summary>
    private const int Piece = 256 * 1024;

    private readonly Lock _lock = new();
    private TaskCompletionSource? _room;
    private TaskCompletionSource? _idle;
    private volatile bool _isFull;
    private volatile bool _isFlushing;
    private bool _isClosed;
    private int _inFlight;
    private int _pieces;

    /// <summary>Whether so much waits that no more is taken.</summary>
    public bool IsFull => _isFull;

    /// <summary>How many calls are in flight on the connection.</summary>
    public int InFlight
    {
        get => Volatile.Read(ref _inFlight);
        set => Volatile.Write(ref _inFlight, value);
    }

    /// <summary>How often the socket accepted bytes; null when none wait for it.</summary>
    public int? Progress => _isFlushing ? Volatile.Read(ref _pieces) : null;

    /// <summary>A call is about to be sent.</summary>
    public void Begin() => Interlocked.Increment(ref _inFlight);

    /// <summary>Ends what <see cref="Begin"/> counted.</summary>
    public void End() => Interlocked.Decrement(ref _inFlight);

    /// <summary>Sends a message of two frames. Never blocks.</summary>
    /// <param name="header">The first frame; copied.</param>
    /// <param name="body">The second frame; copied.</param>
    /// <param name="isUrgent">Whether it is accepted however much waits.</param>
    public SendOutcome TrySend(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, bool isUrgent = false)
    {
        var outcome = TryAdd(header, body, isUrgent, out var mustFlush);
        if (mustFlush)
        {
            Flush();
        }

        return outcome;
    }

    /// <summary>Adds a message behind those that wait.</summary>
    /// <param name="header">The first frame; copied.</param>
    /// <param name="body">The second frame; copied.</param>
    /// <param name="isUrgent">Whether it is accepted however much waits.</param>
    /// <param name="mustFlush">Whether <see cref="Flush"/> must be called now; otherwise another thread is flushing.</param>
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

            if (queue.Add(header, body) is not { } why)
            {
                return Added(out mustFlush);
            }

            reason = why;
        }

        return Refuse(reason);
    }

    /// <summary>Queues a reply for a peer that is full; nobody awaits it. When too many wait, the connection is closed.</summary>
    /// <param name="reply">The reply; owned.</param>
    /// <param name="mustFlush">Whether <see cref="Flush"/> must be called now; otherwise another thread is flushing.</param>
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

            if (queue.AddLate(reply) is not { } why)
            {
                return Added(out mustFlush);
            }

            reason = why;
        }

        return Refuse(reason);
    }

    /// <summary>Writes what was added: on this thread with little in flight, else soon on another, with what is added by then.</summary>
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
            // A full connection is already silent, which tells the peer enough; a PING would not help.
            if (_isClosed || _isFull)
            {
                return;
            }

            queue.AddCommand(content);
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

    /// <summary>Completes when everything sent has been written, or the connection has ended.</summary>
    public Task WhenIdleAsync()
    {
        lock (_lock)
        {
            return _isClosed || !_isFlushing
                ? Task.CompletedTask
                : (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Accepts no more messages. Waiting ones are lost.</summary>
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
                queue.Release();
            }
        }

        room?.TrySetResult();
        idle?.TrySetResult();
        onRoom();
    }

    void IThreadPoolWorkItem.Execute() => _ = FlushAsync();

    private SendOutcome Added(out bool mustFlush)
    {
        _isFull = queue.IsFull;
        mustFlush = !_isFlushing;
        _isFlushing = true;
        return SendOutcome.Sent;
    }

    private SendOutcome Refuse(string reason)
    {
        onFailed(new RefusedPeerException(reason));
        return SendOutcome.Closed;
    }

    /// <summary>Writes until nothing waits any more. Never throws: a failure ends the connection.</summary>
    private async Task FlushAsync()
    {
        try
        {
            while (TakeFilled())
            {
                var left = queue.Written;
                while (!left.IsEmpty)
                {
                    left = left[await socket.SendAsync(left.Length > Piece ? left[..Piece] : left, SocketFlags.None)
                        .ConfigureAwait(false)..];
                    Volatile.Write(ref _pieces, _pieces + 1);
                }
            }
        }
        catch (Exception e)
        {
            onFailed(e);
            lock (_lock)
            {
                queue.Release();
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
                    queue.Release();
                    return false;
                }

                queue.Swap();
                _isFlushing = !queue.Written.IsEmpty;
                if (!_isFlushing)
                {
                    (idle, _idle) = (_idle, null);
                }

                hasRoom = _isFull && !queue.IsFull;
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
                onRoom();
            }
        }
    }
}
