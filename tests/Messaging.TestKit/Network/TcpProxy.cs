using System.Net;
using System.Net.Sockets;

namespace Messaging.TestKit;

/// <summary>
/// Stands between a client and a server on the loopback interface and makes the faults of a network: cut, refused, silent and slow
/// connections. Bytes that pass are not changed. Safe for use by many threads.
/// </summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly string _targetHost;
    private readonly int _targetPort;
    private readonly HashSet<ProxiedConnection> _open = [];
    private readonly List<Task> _accepting = [];
    private readonly List<Task> _carrying = [];
    private readonly Journal<int> _accepted = new();
    private readonly Journal<int> _closed = new();
    private readonly Journal<int> _droppedTotals = new();
    private TcpListener? _listener;
    private int _dropped;
    private int _total;
    private int _totalClosed;

    private TcpProxy(string targetHost, int targetPort, bool amqp)
    {
        SpeaksAmqp = amqp;
        _targetHost = targetHost;
        _targetPort = targetPort;
        Port = FreePorts.Next();
    }

    /// <summary>The port of 127.0.0.1 that clients connect to instead of the target's. It stays the same.</summary>
    public int Port { get; }

    /// <summary>How long each piece of data is held back, in both directions. Zero at first.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>How many connections are open now.</summary>
    public int OpenConnections
    {
        get
        {
            lock (_lock)
            {
                return _open.Count;
            }
        }
    }

    internal bool SpeaksAmqp { get; }

    internal Gate TowardsTarget { get; } = new();

    internal Gate TowardsClient { get; } = new();

    /// <summary>Starts a proxy to a port of <paramref name="targetHost"/>; the target need not be there yet.</summary>
    public static TcpProxy Start(int targetPort, string targetHost = "127.0.0.1") => Start(new TcpProxy(targetHost, targetPort, amqp: false));

    /// <summary>Starts a proxy to a port of a broker, that knows AMQP 0-9-1 and can lose deliveries.</summary>
    public static TcpProxy StartAmqp(int targetPort) => Start(new TcpProxy("127.0.0.1", targetPort, amqp: true));

    /// <summary>
    /// From now on no delivery, and no word of a consumer's end, reaches the channels that are open: the broker believes in their
    /// consumers, which get nothing. Channels that are opened later are as they should be.
    /// </summary>
    public void DeafenChannels() => ForEachOpen(connection => connection.DeafenChannels());

    /// <summary>The same for the connections that are open, with the channels that they will have.</summary>
    public void DeafenConnections() => ForEachOpen(connection => connection.Deafen());

    /// <summary>From now on the connections that are open are not told when the broker ends a consumer.</summary>
    public void LoseCancellations() => ForEachOpen(connection => connection.LoseCancellations());

    /// <summary>Waits until that many deliveries, and words of a consumer's end, have not reached deaf channels.</summary>
    /// <exception cref="TimeoutException">They did not come within the limit.</exception>
    public Task WaitForDroppedAsync(int total, TimeSpan? limit = null) =>
        _droppedTotals.WaitForAsync(count => count >= total, $"lost delivery number {total} through the proxy", limit);

    /// <summary>Sends the clients of the open connections bytes that the target did not send. Only while nothing else is on its way to them.</summary>
    public void Inject(byte[] bytes) => ForEachOpen(connection => connection.Inject(bytes));

    /// <summary>Resets every open connection. New ones are accepted as before.</summary>
    public void CutAll() => ForEachOpen(connection => connection.Cut());

    /// <summary>Refuses new connections, as a port does that nobody listens on. Open ones go on.</summary>
    public void Refuse()
    {
        lock (_lock)
        {
            _listener?.Dispose();
            _listener = null;
        }
    }

    /// <summary>Accepts connections again after <see cref="Refuse"/>.</summary>
    public void Accept()
    {
        lock (_lock)
        {
            if (_listener is null)
            {
                _listener = new TcpListener(IPAddress.Loopback, Port);
                _listener.Start();
                _accepting.Add(AcceptAsync(_listener));
            }
        }
    }

    /// <summary>Lets nothing pass in a direction, on open and new connections, without closing them: the peer falls silent.</summary>
    public void Stall(ProxyDirection direction = ProxyDirection.Both) => ForEachGate(direction, gate => gate.Shut());

    /// <summary>Lets bytes pass again after <see cref="Stall"/>, those first that were held back.</summary>
    public void Resume(ProxyDirection direction = ProxyDirection.Both) => ForEachGate(direction, gate => gate.Open());

    /// <summary>Waits until that many connections have come in since the start, whether open still or not.</summary>
    /// <exception cref="TimeoutException">They did not come within the limit.</exception>
    public Task WaitForConnectionsAsync(int total, TimeSpan? limit = null) =>
        _accepted.WaitForAsync(count => count >= total, $"connection number {total} through the proxy", limit);

    /// <summary>Waits until that many connections that came in since the start have been closed again.</summary>
    /// <exception cref="TimeoutException">They were not closed within the limit.</exception>
    public Task WaitForClosedAsync(int total, TimeSpan? limit = null) =>
        _closed.WaitForAsync(count => count >= total, $"the end of connection number {total} through the proxy", limit);

    /// <summary>Closes everything and waits until its loops have ended.</summary>
    public async ValueTask DisposeAsync()
    {
        // In this order: once nobody accepts, no connection can come that would not be cut.
        Refuse();
        await Task.WhenAll(_accepting).WaitAsync(WaitLimit.Default);
        CutAll();
        await Task.WhenAll(_carrying).WaitAsync(WaitLimit.Default);
    }

    internal void CountDropped(int dropped)
    {
        if (dropped > 0)
        {
            _droppedTotals.Add(Interlocked.Add(ref _dropped, dropped));
        }
    }

    private static TcpProxy Start(TcpProxy proxy)
    {
        proxy.Accept();
        return proxy;
    }

    private void ForEachOpen(Action<ProxiedConnection> act)
    {
        ProxiedConnection[] open;
        lock (_lock)
        {
            open = [.. _open];
        }

        foreach (var connection in open)
        {
            act(connection);
        }
    }

    private void ForEachGate(ProxyDirection direction, Action<Gate> act)
    {
        if (direction.HasFlag(ProxyDirection.ToTarget))
        {
            act(TowardsTarget);
        }

        if (direction.HasFlag(ProxyDirection.ToClient))
        {
            act(TowardsClient);
        }
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var connection = new ProxiedConnection(this, await listener.AcceptSocketAsync());
                lock (_lock)
                {
                    _open.Add(connection);
                    _carrying.Add(CarryAsync(connection));
                }

                _accepted.Add(Interlocked.Increment(ref _total));
            }
        }
        catch (Exception refused) when (refused is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Refuse() closed the listener.
        }
    }

    private async Task CarryAsync(ProxiedConnection connection)
    {
        await Task.Yield();
        using (connection)
        {
            if (await connection.ConnectAsync(_targetHost, _targetPort))
            {
                await connection.CarryAsync();
            }
        }

        lock (_lock)
        {
            _open.Remove(connection);
        }

        _closed.Add(Interlocked.Increment(ref _totalClosed));
    }
}
