using System.Net.Sockets;
using Messaging.Drivers.ZeroMq.Addressing;
using Messaging.Drivers.ZeroMq.Connections;
using Messaging.Drivers.ZeroMq.Diagnostics;
using Messaging.Drivers.ZeroMq.Messages;
using Messaging.Drivers.ZeroMq.Zmtp;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.ZeroMq.Calling;

/// <summary>One address that a client connects to, and the server behind it. Reconnects whenever the connection is lost.</summary>
internal sealed class Peer : IConnectionUser, IAsyncDisposable
{
    private readonly ZeroMqSettings _settings;
    private readonly DriverContext _context;
    private readonly Hello _hello;
    private readonly DeadlineWheel _wheel;
    private readonly IAnswerReceiver _receiver;
    private readonly ILogger _logger;
    private readonly Redial _redial;
    private readonly CancellationTokenSource _stop = new();
    private volatile Connection? _ready;
    private volatile Announcement _announcement = Announcement.Empty;
    private volatile ConnectionState _shown;
    private Connection? _connection;
    private bool _isFailureLogged;

    public Peer(
        PeerAddress address, ZeroMqSettings settings, DriverContext context, Hello hello, DeadlineWheel wheel, IAnswerReceiver receiver,
        ILogger logger)
    {
        Address = address;
        _settings = settings;
        _context = context;
        _hello = hello;
        _wheel = wheel;
        _receiver = receiver;
        _logger = logger;
        _shown = new ConnectionState(
            address.ToString(), ConnectionStatus.Idle, context.TimeProvider.GetUtcNow(), null, address.Path ?? $"{address.Host}:{address.Port}",
            null);
        _redial = new Redial(settings.ReconnectDelay, settings.MaxReconnectDelay, context.TimeProvider);
    }

    public PeerAddress Address { get; }

    public PeerState State { get; private set; }

    /// <summary>The state of the connection, as the transport reports it.</summary>
    public ConnectionState Shown => _shown;

    /// <summary>Why the peer cannot be reached, or was lost.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Whether a process answers, but one side refuses the other: keys, passwords or protocols do not match.</summary>
    public bool IsLockedOut { get; private set; }

    /// <summary>The connection, once messages may be sent on it; otherwise null.</summary>
    public Connection? Ready => _ready;

    public string Node => _announcement.Node;

    /// <summary>Whether the peer owes us no answer.</summary>
    public bool IsIdle => _ready is not { InFlight: > 0 };

    /// <summary>How many messages waited at the peer according to its last announcement.</summary>
    public int Load => _announcement.Load;

    /// <summary>
    /// How well the peer suits a target: 2 when servers listen to the target there, 1 when messages wait there for the next server, 0 when
    /// the peer, as far as is known, does not serve it.
    /// </summary>
    public int Suits(ServedTarget target) => !_announcement.Serves.TryGetValue(target, out var servers) ? 0 : servers > 0 ? 2 : 1;

    /// <summary>Tries to connect soon, because a request waits for the peer.</summary>
    public void Nudge() => _redial.Hurry();

    /// <summary>Connects and reconnects until it is stopped. Never throws.</summary>
    public async Task RunAsync()
    {
        Show(ConnectionStatus.Connecting, null);
        while (!_stop.IsCancellationRequested)
        {
            _redial.Begin();
            var (reason, isRefusal) = await TryAsync().ConfigureAwait(false);
            if (_stop.IsCancellationRequested)
            {
                return;
            }

            OnDown(reason, isRefusal);
            await _redial.WaitAsync(_stop.Token).ConfigureAwait(false);
        }
    }

    /// <summary>Sends what is still queued, and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Show(ConnectionStatus.Closed, null);
        if (_ready is { } connection)
        {
            await connection.FinishAsync(_settings.CloseTimeout, _context.TimeProvider).ConfigureAwait(false);
            connection.Close(new ZmtpException("we closed it"));
        }
    }

    /// <summary>Leaves a server that is no longer to be called. Requests sent at the last moment fail or go to another server.</summary>
    public async Task LeaveAsync()
    {
        // The caller, PeerSet.Replace, holds its lock.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var connection = _ready;
        await DisposeAsync().ConfigureAwait(false);
        _ready = null;
        if (connection is not null)
        {
            _receiver.OnLost(this, connection, "its name no longer resolves to this address");
        }
    }

    public int MaxBody(ReadOnlySpan<byte> header) => Header.ReadType(header) switch
    {
        MessageType.Reply => _context.MaxMessageSize,
        MessageType.Announce => MessageLimits.MaxAnnouncement,
        _ => MessageLimits.MaxSmall,
    };

    public void OnMessage(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body)
    {
        switch (Header.ReadType(header))
        {
            case MessageType.Reply:
                _receiver.OnReply(this, body);
                break;
            case MessageType.Accepted:
                _receiver.OnAccepted(this, Header.ReadId(header));
                break;
            case MessageType.Refused:
                _receiver.OnRefused(this, Header.ReadId(header), Header.ReadRefusal(header));
                break;
            case MessageType.Announce:
                OnAnnounced(Announcement.Read(body));
                break;
            default:
                // Sent by a later version, which expects us to ignore what we do not know.
                break;
        }
    }

    public void OnTooLarge(ReadOnlySpan<byte> header, long size)
    {
        if (Header.ReadType(header) != MessageType.Reply)
        {
            throw new ZmtpException($"the peer sent a message of {size} bytes that is not a reply");
        }

        _receiver.OnReplyTooLarge(this, Header.ReadId(header), size);
    }

    public void OnNoMemory(ReadOnlySpan<byte> header)
    {
        // Memory for the answers to our own calls is not limited by a budget.
    }

    public void OnRoom() => _receiver.OnChanged();

    private async Task<(string Reason, bool IsRefusal)> TryAsync()
    {
        using var timeout = new CancellationTokenSource(_settings.HandshakeTimeout, _context.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stop.Token);
        try
        {
            var session = await Dialer.DialAsync(Address, _settings.Security.CreateClient(), both.Token).ConfigureAwait(false);
            var connection = new Connection(session, this, _settings.Limits, _wheel);
            _connection = connection;
            await using var late = both.Token.UnsafeRegister(_ => CloseUnlessReady(connection), null).ConfigureAwait(false);
            Greet(connection);
            await connection.RunAsync().ConfigureAwait(false);
            return (connection.Reason?.Message ?? "we closed it", connection.Reason is ZmtpException { IsRefusal: true });
        }
        catch (ZmtpException e)
        {
            return (e.Message, e.IsRefusal);
        }
        catch (SocketException e)
        {
            return (e.Message, false);
        }
        catch (OperationCanceledException)
        {
            return ("it does not answer", false);
        }
    }

    private void Greet(Connection connection)
    {
        using var body = MessageBuffer.Rent();
        _hello.WriteTo(body);
        Span<byte> header = stackalloc byte[Header.Size];
        Header.Write(header, MessageType.Hello, default);
        connection.TrySend(header, body.WrittenSpan);
    }

    private void CloseUnlessReady(Connection connection)
    {
        if (_ready != connection)
        {
            connection.Close(new ZmtpException("it does not announce what it serves: it is not a server of ours"));
        }
    }

    private void OnAnnounced(Announcement announcement)
    {
        _announcement = announcement;
        if (_ready is null)
        {
            _redial.Reset();
            _isFailureLogged = false;
            Trouble = null;
            IsLockedOut = false;
            State = PeerState.Ready;
            _ready = _connection;
            Show(ConnectionStatus.Open, null);
            ZeroMqLog.PeerConnected(_logger, Address.ToString(), announcement.Node);
        }

        _receiver.OnChanged();
    }

    private void OnDown(string reason, bool isRefusal)
    {
        var lost = _ready;
        _ready = null;
        _announcement = Announcement.Empty;
        Trouble = reason;
        IsLockedOut = isRefusal;
        State = PeerState.Down;
        Show(isRefusal ? ConnectionStatus.Refused : ConnectionStatus.Unreachable, reason);
        if (lost is not null)
        {
            var failed = _receiver.OnLost(this, lost, reason);
            ZeroMqLog.PeerLost(_logger, Address.ToString(), reason, failed);
        }
        else if (!_isFailureLogged)
        {
            _isFailureLogged = true;
            if (isRefusal)
            {
                ZeroMqLog.PeerRefused(_logger, Address.ToString(), reason);
            }
            else
            {
                ZeroMqLog.PeerNotReached(_logger, Address.ToString(), reason);
            }
        }

        _receiver.OnChanged();
    }

    /// <summary>Publishes a new state. A peer that stays down keeps the time since when it is down, however many attempts fail.</summary>
    private void Show(ConnectionStatus status, string? error)
    {
        var before = _shown;
        if (before.Status == ConnectionStatus.Closed)
        {
            return;
        }

        var now = _context.TimeProvider.GetUtcNow();
        var staysDown = IsDown(before.Status) && IsDown(status);
        _shown = before with
        {
            Status = status,
            Since = staysDown ? before.Since : now,
            LastOpen = before.Status == ConnectionStatus.Open ? now : before.LastOpen,
            Error = error,
        };

        static bool IsDown(ConnectionStatus status) => status is ConnectionStatus.Unreachable or ConnectionStatus.Refused;
    }
}
