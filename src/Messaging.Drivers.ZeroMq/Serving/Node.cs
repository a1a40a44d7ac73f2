using System.Collections.Concurrent;
using System.Net.Sockets;
using Messaging.Drivers.ZeroMq.Admission;
using Messaging.Drivers.ZeroMq.Connections;
using Messaging.Drivers.ZeroMq.Diagnostics;
using Messaging.Drivers.ZeroMq.Memory;
using Messaging.Drivers.ZeroMq.Messages;
using Messaging.Drivers.ZeroMq.Security;
using Messaging.Drivers.ZeroMq.Zmtp;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.ZeroMq.Serving;

/// <summary>
/// A bound address of a process: the queues by topic and by server, their listeners, and the connected clients. All servers of the process
/// at one address are behind it, whatever their transports.
/// </summary>
/// <remarks>Its queues live as long as it does: messages wait in them for the next listener.</remarks>
internal sealed class Node : IAsyncDisposable
{
    private readonly ConcurrentDictionary<ClientLine, Connection> _lines = new();
    private readonly Dictionary<ClientMark, ClientLine> _clients = [];
    private readonly ZeroMqSettings _settings;
    private readonly ILogger _logger;
    private readonly DeadlineWheel _wheel;
    private readonly NodeLoad _load;
    private readonly Acceptor _acceptor;
    private readonly LogThrottle _tooLarge;
    private readonly Lock _lock = new();
    private readonly Lock _announcing = new();
    private int _maxMessageSize;

    public Node(Socket listening, string address, ZeroMqSettings settings, DriverContext context)
    {
        Address = address;
        Time = context.TimeProvider;
        _settings = settings;
        _logger = context.LoggerFactory.CreateLogger("Messaging.Drivers.ZeroMq");
        _wheel = new DeadlineWheel(Time);
        _load = new NodeLoad(_wheel, Announce);
        Queues = new MessageQueues(Time, settings.MaxWaitingMessages, settings.MaxWaitingBytes, _load.Add);
        _tooLarge = new LogThrottle(Time, (count, peers) => ZeroMqLog.TooLargeGathered(_logger, count, address, peers));
        var origins = new Origins(settings.MaxConnectionsPerAddress);
        Memory = new MemoryBudget(settings.MemoryBudget, origins);
        _acceptor = new Acceptor(listening, address, settings, Time, origins, ServeAsync, _logger);
        ZeroMqLog.NodeBound(_logger, address);
    }

    public string Address { get; }

    public TimeProvider Time { get; }

    public MessageQueues Queues { get; }

    public MemoryBudget Memory { get; }

    /// <summary>The largest body that is read: each listener has its own limit below it.</summary>
    public int MaxMessageSize => Volatile.Read(ref _maxMessageSize);

    /// <summary>How many drivers use the node. Changed by <see cref="NodeRegistry"/> under its gate.</summary>
    public int Users { get; set; }

    /// <summary>Raises the largest body to that of a driver that uses the node.</summary>
    public void Raise(int maxMessageSize)
    {
        lock (_lock)
        {
            _maxMessageSize = Math.Max(_maxMessageSize, maxMessageSize);
        }

        Memory.Raise(2L * maxMessageSize);
    }

    /// <summary>Whether it accepts the same clients as a server with other settings would.</summary>
    public bool IsSecuredAs(SecurityPolicy security) => security.IsSameForServers(_settings.Security);

    /// <summary>Adds a server. Once this returns, no request for its target is refused for want of a server.</summary>
    public NodeListener AddListener(
        Target target, ListenOptions options, IMessageReceiver receiver, DriverContext context, Action<string, string> onDropped,
        Action<NodeListener> onDisposed)
    {
        var listener = new NodeListener(this, Queues.Listen(target, options, receiver, context, onDropped), onDisposed);
        _acceptor.Start();
        Announce();
        return listener;
    }

    /// <summary>Logs that a body larger than <see cref="MaxMessageSize"/> was refused. The sender is told by the connection.</summary>
    public void OnTooLarge(long size, string peer)
    {
        if (_tooLarge.IsNews($"more than {MaxMessageSize} bytes", peer))
        {
            ZeroMqLog.TooLargeRefused(_logger, size, peer, MaxMessageSize);
        }
    }

    /// <summary>The current connection of a client.</summary>
    public ClientLine? FindClient(ClientMark mark)
    {
        lock (_lock)
        {
            return _clients.GetValueOrDefault(mark);
        }
    }

    /// <summary>A client identified itself. When it reconnects, its old connection is dead, whether we have noticed or not.</summary>
    public void AddClient(ClientLine client)
    {
        ClientLine? before = null;
        if (client.Mark is { } mark)
        {
            lock (_lock)
            {
                _clients.Remove(mark, out before);
                _clients.Add(mark, client);
            }
        }

        before?.Connection!.Close(new ZmtpException("its client has connected again"));
        lock (_announcing)
        {
            using var announcement = WriteAnnouncement();
            client.Announce(announcement.WrittenSpan);
        }
    }

    /// <summary>Tells every client which targets the node serves. One announcement at a time, so that none overtakes a newer one.</summary>
    public void Announce()
    {
        lock (_announcing)
        {
            if (_lines.IsEmpty)
            {
                return;
            }

            using var announcement = WriteAnnouncement();
            foreach (var (client, _) in _lines)
            {
                client.Announce(announcement.WrittenSpan);
            }
        }
    }

    /// <summary>Accepts no more connections; the address is free.</summary>
    public void Unbind() => _acceptor.Stop();

    /// <summary>Sends what still waits, and closes every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        Unbind();
        await Task.WhenAll(_lines.Values.Select(connection => connection.FinishAsync(_settings.CloseTimeout, Time))).ConfigureAwait(false);
        var deadline = new Deadline(Time, _settings.CloseTimeout);
        var closing = _acceptor.DisposeAsync().AsTask();
        await deadline.WaitAsync(closing, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var (_, connection) in _lines)
        {
            connection.Close(new ZmtpException("we closed it"));
        }

        await closing.ConfigureAwait(false);
        _tooLarge.Dispose();
        _wheel.Dispose();
        ZeroMqLog.NodeClosed(_logger, Address, Queues.All.Sum(known => known.Queue.Counts.Waiting));
    }

    private async Task ServeAsync(Session session, PendingHandshake pending)
    {
        var share = new MemoryShare(Memory, pending.Origin);
        var client = new ClientLine(this, share, pending, session.Caller, _logger);
        var connection = new Connection(session, client, _settings.Limits, _wheel, share);
        client.Connection = connection;
        _lines[client] = connection;
        pending.OnEnd(() => connection.Close(new RefusedPeerException(pending.Why)));
        await connection.RunAsync().ConfigureAwait(false);
        _lines.TryRemove(client, out _);
        Forget(client);
        client.OnEnded();
        if (connection.Reason is RefusedPeerException refused)
        {
            throw refused;
        }

        ZeroMqLog.ClientLeft(_logger, session.PeerName, Address, connection.Reason?.Message ?? "we closed the connection");
    }

    private void Forget(ClientLine client)
    {
        if (client.Mark is { } mark)
        {
            lock (_lock)
            {
                if (_clients.GetValueOrDefault(mark) == client)
                {
                    _clients.Remove(mark);
                }
            }
        }
    }

    private MessageBuffer WriteAnnouncement()
    {
        var serves = new Dictionary<ServedTarget, int>();
        foreach (var (exchange, topic, server, queue) in Queues.All)
        {
            serves[new ServedTarget(exchange, topic, server)] = queue.Counts.Listeners;
        }

        var body = MessageBuffer.Rent();
        new Announcement(_settings.Name, _load.Take(), serves).WriteTo(body);
        return body;
    }
}
