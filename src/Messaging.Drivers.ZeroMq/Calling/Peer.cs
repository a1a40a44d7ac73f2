using System.Net.Sockets;
using Messaging.Drivers.ZeroMq.Addressing;
using Messaging.Drivers.ZeroMq.Connections;
using Messaging.Drivers.ZeroMq.Diagnostics;
using Messaging.Drivers.ZeroMq.Messages;
using Messaging.Drivers.ZeroMq.Zmtp;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.ZeroMq.Calling;

/// <summary>One address that a client connects to, and the server behind it: connects, and again whenever the connection is lost.</summary>
internal sealed class Peer(
    PeerAddress address, ZeroMqSettings settings, DriverContext context, Hello hello, DeadlineWheel wheel, IAnswerReceiver receiver,
    ILogger logger)
    : IConnectionUser, IAsyncDisposable
{
    private readonly Redial _redial = new(settings.ReconnectDelay, settings.MaxReconnectDelay, context.TimeProvider);
    private readonly CancellationTokenSource _stop = new();
    private volatile Connection? _ready;
    private volatile Announcement _announcement = Announcement.Empty;
    private volatile ConnectionState _shown = new(
        address.ToString(), ConnectionStatus.Idle, context.TimeProvider.GetUtcNow(), null, address.Path ?? $"{address.Host}:{address.Port}",
        null);
    private Connection? _connection;
    private bool _isFailureLogged;

    public PeerAddress Address { get; } = address;

    public PeerState State { get; private set; }

    /// <summary>Its state, for observers.</summary>
    public ConnectionState Shown => _shown;

    /// <summary>Why it cannot be reached, or was lost.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Whether a server is there but one side refuses the other, because keys, passwords or protocols do not match.</summary>
    public bool IsLockedOut { get; private set; }

    /// <summary>The connection, when messages may be sent.</summary>
    public Connection? Ready => _ready;

    public string Node => _announcement.Node;

    /// <summary>Whether it owes us no answer.</summary>
    public bool IsIdle => _ready is not { InFlight: > 0 };

    /// <summary>How many messages waited there, as it last announced.</summary>
    public int Load => _announcement.Load;

    /// <summary>
    /// How well the peer suits a target: 2 when servers listen to it there, 1 when messages wait there for one, 0 when neither is known.
    /// </summary>
    public int Suits(ServedTarget target) => !_announcement.Serves.TryGetValue(target, out var servers) ? 0 : servers > 0 ? 2 : 1;

    /// <summary>A request waits for the peer: connect soon.</summary>
    public void Nudge() => _redial.Hurry();

    /// <summary>Connects until it is stopped. Never throws.</summary>
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

    /// <summary>Sends what still waits, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Show(ConnectionStatus.Closed, null);
        if (_ready is { } connection)
        {
            await connection.FinishAsync(settings.CloseTimeout, context.TimeProvider).ConfigureAwait(false);
            connection.Close(new ZmtpException("we closed it"));
        }
    }

    /// <summary>Leaves a server that is no longer to be called. Requests sent to it at the last moment fail, or go elsewhere.</summary>
    public async Task LeaveAsync()
    {
        // The caller holds a lock.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var connection = _ready;
        await DisposeAsync().ConfigureAwait(false);
        _ready = null;
        if (connection is not null)
        {
            receiver.OnLost(this, connection, "its name leads elsewhere");
        }
    }

    public int MaxBody(ReadOnlySpan<byte> header) => Header.ReadType(header) switch
    {
        MessageType.Reply => context.MaxMessageSize,
        MessageType.Announce => MessageLimits.MaxAnnouncement,
        _ => MessageLimits.MaxSmall,
    };

    public void OnMessage(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body)
    {
        switch (Header.ReadType(header))
        {
            case MessageType.Reply:
                receiver.OnReply(this, body);
                break;
            case MessageType.Accepted:
                receiver.OnAccepted(this, Header.ReadId(header));
                break;
            case MessageType.Refused:
                receiver.OnRefused(this, Header.ReadId(header), Header.ReadRefusal(header));
                break;
            case MessageType.Announce:
                OnAnnounced(Announcement.Read(body));
                break;
            default:
                // Sent by a later version, which assumes that we can ignore it.
                break;
        }
    }

    public void OnTooLarge(ReadOnlySpan<byte> header, long size)
    {
        if (Header.ReadType(header) != MessageType.Reply)
        {
            throw new ZmtpException($"the peer sent a message of {size} bytes that is not a reply");
        }

        receiver.OnReplyTooLarge(this, Header.ReadId(header), size);
    }

    public void OnNoMemory(ReadOnlySpan<byte> header)
    {
        // Servers' answers to our own calls are not counted.
    }

    public void OnRoom() => receiver.OnChanged();

    private async Task<(string Reason, bool IsRefusal)> TryAsync()
    {
        using var timeout = new CancellationTokenSource(settings.HandshakeTimeout, context.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stop.Token);
        try
        {
            var session = await Dialer.DialAsync(Address, settings.Security.CreateClient(), both.Token).ConfigureAwait(false);
            var connection = new Connection(session, this, settings.Limits, wheel);
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
        hello.WriteTo(body);
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
            ZeroMqLog.PeerConnected(logger, Address.ToString(), announcement.Node);
        }

        receiver.OnChanged();
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
            var failed = receiver.OnLost(this, lost, reason);
            ZeroMqLog.PeerLost(logger, Address.ToString(), reason, failed);
        }
        else if (!_isFailureLogged)
        {
            _isFailureLogged = true;
            if (isRefusal)
            {
                ZeroMqLog.PeerRefused(logger, Address.ToString(), reason);
            }
            else
            {
                ZeroMqLog.PeerNotReached(logger, Address.ToString(), reason);
            }
        }

        receiver.OnChanged();
    }

    /// <summary>A connection that is down has been so since it was lost, however many attempts followed.</summary>
    private void Show(ConnectionStatus status, string? error)
    {
        var before = _shown;
        if (before.Status == ConnectionStatus.Closed)
        {
            return;
        }

        var now = context.TimeProvider.GetUtcNow();
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
