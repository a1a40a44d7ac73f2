using System.Collections.Concurrent;
using System.Net.Sockets;
using Messaging.Drivers.ZeroMq.Connections;
using Messaging.Drivers.ZeroMq.Diagnostics;
using Messaging.Drivers.ZeroMq.Messages;
using Messaging.Drivers.ZeroMq.Security;
using Messaging.Drivers.ZeroMq.Zmtp;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.ZeroMq.Serving;

/// <summary>
/// What a process binds: the queues by topic and by server, their listeners, and the clients that are connected. All servers of the process
/// at one address stand behind it, whatever their transports.
/// </summary>
/// <remarks>Its queues stay as long as it does: messages wait in them for the next listener.</remarks>
internal sealed class Node : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ClientLine> _clients = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Connection, bool> _connections = new();
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
        Queues = new MessageQueues(settings.MaxWaitingMessages, settings.MaxWaitingBytes, _load.Add);
        _tooLarge = new LogThrottle(Time, (count, peers) => ZeroMqLog.TooLargeGathered(_logger, count, address, peers));
        _acceptor = new Acceptor(listening, address, settings, Time, settings.Security.CreateServer, ServeAsync, _logger);
        ZeroMqLog.NodeBound(_logger, address);
    }

    public string Address { get; }

    public TimeProvider Time { get; }

    public MessageQueues Queues { get; }

    /// <summary>The largest body that is read: each listener has a limit of its own below it.</summary>
    public int MaxMessageSize => Volatile.Read(ref _maxMessageSize);

    /// <summary>How many drivers use it. Counted by <see cref="NodeRegistry"/>, under its gate.</summary>
    public int Users { get; set; }

    /// <summary>A driver uses the node that takes bodies so large.</summary>
    public void Raise(int maxMessageSize)
    {
        lock (_lock)
        {
            _maxMessageSize = Math.Max(_maxMessageSize, maxMessageSize);
        }
    }

    /// <summary>Whether it lets in whom a server with other settings would let in.</summary>
    public bool IsSecuredAs(SecurityPolicy security) => security.IsSameForServers(_settings.Security);

    /// <summary>Adds a server. When this returns, no client is told any more that nobody serves its target.</summary>
    public NodeListener AddListener(
        Target target, ListenOptions options, IMessageReceiver receiver, DriverContext context, Action<string, string> onDropped,
        Action<NodeListener> onDisposed)
    {
        var listener = new NodeListener(this, Queues.Listen(target, options, receiver, context, onDropped), onDisposed);
        _acceptor.Start();
        Announce();
        return listener;
    }

    /// <summary>A body was larger than <see cref="MaxMessageSize"/>, and its sender is told.</summary>
    public void OnTooLarge(long size, string peer)
    {
        if (_tooLarge.IsNews($"more than {MaxMessageSize} bytes", peer))
        {
            ZeroMqLog.TooLargeRefused(_logger, size, peer, MaxMessageSize);
        }
    }

    public ClientLine? FindClient(string replyTo) => _clients.GetValueOrDefault(replyTo);

    /// <summary>A client said where its replies go. One that comes again takes the place of its old connection.</summary>
    public void AddClient(string replyTo, ClientLine client)
    {
        _clients[replyTo] = client;
        lock (_announcing)
        {
            using var announcement = WriteAnnouncement();
            client.Announce(announcement.WrittenSpan);
        }
    }

    /// <summary>Tells every client whom the node serves. One at a time, so that none is left with what was true before.</summary>
    public void Announce()
    {
        lock (_announcing)
        {
            if (_clients.IsEmpty)
            {
                return;
            }

            using var announcement = WriteAnnouncement();
            foreach (var (_, client) in _clients)
            {
                client.Announce(announcement.WrittenSpan);
            }
        }
    }

    /// <summary>Lets nobody in any more; the address is free.</summary>
    public void Unbind() => _acceptor.Stop();

    /// <summary>Sends what is still to be sent, and closes every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        Unbind();
        await Task.WhenAll(_connections.Keys.Select(connection => connection.FinishAsync(_settings.CloseTimeout, Time))).ConfigureAwait(false);
        var deadline = new Deadline(Time, _settings.CloseTimeout);
        var closing = _acceptor.DisposeAsync().AsTask();
        await deadline.WaitAsync(closing, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var (connection, _) in _connections)
        {
            connection.Close(new ZmtpException("we closed it"));
        }

        await closing.ConfigureAwait(false);
        _tooLarge.Dispose();
        _wheel.Dispose();
        ZeroMqLog.NodeClosed(_logger, Address, Queues.All.Sum(known => known.Queue.Counts.Waiting));
    }

    private async Task ServeAsync(Session session)
    {
        var client = new ClientLine(this, _logger);
        var connection = new Connection(
            session, client, MaxMessageSize, _settings.SendHighWaterMark, _settings.Heartbeat, _wheel);
        client.Connection = connection;
        _connections[connection] = true;
        await connection.RunAsync().ConfigureAwait(false);
        _connections.TryRemove(connection, out _);
        if (client.ReplyTo is { } replyTo)
        {
            _clients.TryRemove(new KeyValuePair<string, ClientLine>(replyTo, client));
        }

        ZeroMqLog.ClientLeft(_logger, session.PeerName, Address, connection.Reason?.Message ?? "we closed the connection");
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
