using System.Net.Sockets;
using Messaging.Drivers.ZeroMq.Memory;
using Messaging.Drivers.ZeroMq.Security;
using Messaging.Drivers.ZeroMq.Sending;
using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Connections;

/// <summary>A connection after its handshake, until it ends: receives, sends, and watches whether the peer is alive.</summary>
internal sealed class Connection
{
    private readonly Socket _socket;
    private readonly ReceiveBuffer _buffer;
    private readonly SendPath _out;
    private readonly MessageReader _reader;
    private readonly Pulse _pulse;
    private Exception? _reason;
    private volatile bool _isPaused;

    /// <param name="session">The result of the handshake.</param>
    /// <param name="user">Receives the messages.</param>
    /// <param name="limits">What is tolerated of the peer.</param>
    /// <param name="wheel">The clock of the heartbeats of all connections.</param>
    /// <param name="share">Where the memory for the peer's messages is counted, or null.</param>
    public Connection(Session session, IConnectionUser user, ConnectionLimits limits, DeadlineWheel wheel, MemoryShare? share = null)
    {
        _socket = session.Socket;
        _buffer = session.Buffer;
        _buffer.Share = share;
        Cipher = session.Cipher;
        PeerName = session.PeerName;
        _out = new SendPath(_socket, new SendQueue(session.Cipher, limits.HighWaterMark, limits.MaxUnread, share), Close, user.OnRoom);
        _reader = new MessageReader(user, session.Cipher, Pong);
        _pulse = new Pulse(this, wheel, limits.Heartbeat, session.CanPing);
        share?.Belong(Close);
        if (!session.CanPing)
        {
            KeepAlive.TurnOn(_socket, limits.Heartbeat);
        }
    }

    /// <summary>The address of the peer, for logs.</summary>
    public string PeerName { get; }

    /// <summary>Why it ended; null while it is open or when we closed it.</summary>
    public Exception? Reason => Volatile.Read(ref _reason);

    /// <inheritdoc cref="SendPath.IsFull"/>
    public bool IsFull => _out.IsFull;

    /// <inheritdoc cref="SendPath.Progress"/>
    public int? SendProgress => _out.Progress;

    /// <summary>Whether the peer is not read from until it reads.</summary>
    public bool IsPaused => _isPaused;

    /// <summary>Whether part of a message has arrived.</summary>
    public bool IsInMessage => _reader.IsInMessage || !_buffer.IsEmpty;

    private IFrameCipher? Cipher { get; }

    /// <inheritdoc cref="SendPath.InFlight"/>
    public int InFlight
    {
        get => _out.InFlight;
        set => _out.InFlight = value;
    }

    /// <inheritdoc cref="SendPath.Begin"/>
    public void Begin() => _out.Begin();

    /// <inheritdoc cref="SendPath.End"/>
    public void End() => _out.End();

    /// <inheritdoc cref="SendPath.TrySend"/>
    public SendOutcome TrySend(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, bool isUrgent = false) =>
        _out.TrySend(header, body, isUrgent);

    /// <inheritdoc cref="SendPath.TryAdd"/>
    public SendOutcome TryAdd(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, out bool mustFlush) =>
        _out.TryAdd(header, body, isUrgent: false, out mustFlush);

    /// <summary>Queues a reply for a peer that reads too slowly. Never blocks.</summary>
    public SendOutcome SendLate(LateReply reply)
    {
        var outcome = _out.AddLate(reply, out var mustFlush);
        if (mustFlush)
        {
            _out.Flush();
        }

        return outcome;
    }

    /// <inheritdoc cref="SendPath.Flush"/>
    public void Flush() => _out.Flush();

    /// <summary>Reads until the connection ends. Never throws.</summary>
    public async Task RunAsync()
    {
        _pulse.Start();
        try
        {
            while (true)
            {
                // Bytes that arrived with the last ones of the handshake are already there.
                var missing = _reader.Read(_buffer);
                if (_out.IsFull)
                {
                    // A peer that sends but does not read is not read from either, until it does.
                    _isPaused = true;
                    await _out.WhenRoomAsync().ConfigureAwait(false);
                    _isPaused = false;
                }

                if (!_buffer.TryMakeRoom(missing, out var room))
                {
                    _reader.LetGo(_buffer);
                    continue;
                }

                var count = await _socket.ReceiveAsync(room, SocketFlags.None).ConfigureAwait(false);
                if (count == 0)
                {
                    Close(new ZmtpException("the peer closed the connection"));
                    break;
                }

                _buffer.Filled(count);
                _pulse.Seen();
            }
        }
        catch (Exception e)
        {
            Close(e);
        }
        finally
        {
            _pulse.Stop();
            _buffer.Dispose();
            (Cipher as IDisposable)?.Dispose();
        }
    }

    /// <summary>Sends what still waits, for a limited time, then tells the peer that nothing more comes.</summary>
    public async Task FinishAsync(TimeSpan most, TimeProvider time)
    {
        await _out.WhenIdleAsync().WaitAsync(most, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _out.Close();
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The connection has already ended.
        }
    }

    /// <summary>Ends the connection at once. Only the first reason is kept.</summary>
    public void Close(Exception reason)
    {
        Interlocked.CompareExchange(ref _reason, reason, null);
        _out.Close();
        _socket.Dispose();
    }

    /// <summary>Pings the peer.</summary>
    public void Ping(TimeSpan timeToLive)
    {
        Span<byte> content = stackalloc byte[Heartbeats.PingSize];
        Heartbeats.WritePing(content, timeToLive);
        _out.SendCommand(content);
    }

    private void Pong(ReadOnlySpan<byte> ping)
    {
        Span<byte> content = stackalloc byte[Heartbeats.MaxPong];
        _out.SendCommand(content[..Heartbeats.WritePong(content, ping)]);
    }
}
