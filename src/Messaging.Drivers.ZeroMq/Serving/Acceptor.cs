using System.Net;
using System.Net.Sockets;
using Messaging.Drivers.ZeroMq.Connections;
using Messaging.Drivers.ZeroMq.Diagnostics;
using Messaging.Drivers.ZeroMq.Security;
using Messaging.Drivers.ZeroMq.Zmtp;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.ZeroMq.Serving;

/// <summary>Lets clients in: accepts, counts, and goes through the handshake with each beside the others, within its own time.</summary>
internal sealed class Acceptor : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Socket _listening;
    private readonly string _address;
    private readonly ZeroMqSettings _settings;
    private readonly TimeProvider _time;
    private readonly Func<Mechanism> _mechanism;
    private readonly Func<Session, Task> _serve;
    private readonly ILogger _logger;
    private readonly BackgroundWork _running;
    private readonly LogThrottle _refusals;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _connections = [];
    private readonly LinkedList<CancellationTokenSource> _pending = new();
    private bool _isStarted;

    /// <param name="listening">A socket that listens; owned.</param>
    /// <param name="address">What it listens on, for logs.</param>
    /// <param name="settings">The limits.</param>
    /// <param name="time">The clock.</param>
    /// <param name="mechanism">Makes our side of the security of a connection.</param>
    /// <param name="serve">What to do with a client that is in, until it leaves.</param>
    /// <param name="logger">Where it logs.</param>
    public Acceptor(
        Socket listening, string address, ZeroMqSettings settings, TimeProvider time, Func<Mechanism> mechanism, Func<Session, Task> serve,
        ILogger logger)
    {
        _listening = listening;
        _address = address;
        _settings = settings;
        _time = time;
        _mechanism = mechanism;
        _serve = serve;
        _logger = logger;
        _running = new BackgroundWork(error => ZeroMqLog.WorkFailed(logger, error));
        _refusals = new LogThrottle(time, (count, reasons) => ZeroMqLog.ClientsRefused(logger, count, address, reasons));
    }

    /// <summary>Begins to accept. Doing it again changes nothing.</summary>
    public void Start()
    {
        lock (_lock)
        {
            if (_isStarted)
            {
                return;
            }

            _isStarted = true;
        }

        using (ExecutionContext.SuppressFlow())
        {
            _running.Add(Task.Run(AcceptAsync));
        }
    }

    /// <summary>Accepts no more, and ends what is in its handshake. Clients that are in stay until they are closed.</summary>
    public void Stop()
    {
        // In this order: an accept that fails because its socket is closed has to know why.
        _stop.Cancel();
        _listening.Dispose();
    }

    /// <summary>Ends when every client has left.</summary>
    public async ValueTask DisposeAsync()
    {
        Stop();
        await _running.DrainAsync(new Deadline(_time, Timeout.InfiniteTimeSpan)).ConfigureAwait(false);
        _refusals.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var socket = await _listening.AcceptAsync(_stop.Token).ConfigureAwait(false);
                _running.Add(LetInAsync(socket));
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException || _stop.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException e)
            {
                // Too many open files, for one: the next attempt has to wait until some are closed.
                if (_refusals.IsNews(e.Message, "not accepted"))
                {
                    ZeroMqLog.AcceptFailed(_logger, _address, e.Message);
                }

                await Task.Delay(Pause, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task LetInAsync(Socket socket)
    {
        await Task.Yield();
        using (socket)
        {
            var peer = Describe(socket, out var host);
            if (!TryCount(host))
            {
                OnRefused(peer, $"its address has {_settings.MaxConnectionsPerAddress} connections already (max_connections_per_address)");
                return;
            }

            try
            {
                await ServeAsync(socket, peer).ConfigureAwait(false);
            }
            catch (Exception e) when (e is ZmtpException or SocketException or ObjectDisposedException or OperationCanceledException)
            {
                OnRefused(peer, e is OperationCanceledException ? "its handshake took too long" : e.Message);
            }
            finally
            {
                Uncount(host);
            }
        }
    }

    private void OnRefused(string peer, string reason)
    {
        if (_refusals.IsNews(reason, peer))
        {
            ZeroMqLog.ClientRefused(_logger, peer, _address, reason);
        }
    }

    private async Task ServeAsync(Socket socket, string peer)
    {
        using var timeout = new CancellationTokenSource(_settings.HandshakeTimeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stop.Token);
        Session session;
        var pending = AddPending(both);
        try
        {
            session = await Handshake.RunAsync(socket, peer, _mechanism(), both.Token).ConfigureAwait(false);
        }
        finally
        {
            RemovePending(pending);
        }

        await _serve(session).ConfigureAwait(false);
    }

    private LinkedListNode<CancellationTokenSource> AddPending(CancellationTokenSource handshake)
    {
        CancellationTokenSource? oldest = null;
        LinkedListNode<CancellationTokenSource> added;
        lock (_lock)
        {
            if (_pending.Count >= _settings.MaxPendingHandshakes)
            {
                // Who means it is through within milliseconds: the oldest is the one that stalls.
                oldest = _pending.First!.Value;
                _pending.RemoveFirst();
            }

            added = _pending.AddLast(handshake);
        }

        Cancel(oldest);
        return added;
    }

    private static void Cancel(CancellationTokenSource? handshake)
    {
        try
        {
            handshake?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It was through at this moment.
        }
    }

    private void RemovePending(LinkedListNode<CancellationTokenSource> pending)
    {
        lock (_lock)
        {
            if (pending.List is not null)
            {
                _pending.Remove(pending);
            }
        }
    }

    private bool TryCount(string host)
    {
        lock (_lock)
        {
            var count = _connections.GetValueOrDefault(host);
            if (count >= _settings.MaxConnectionsPerAddress)
            {
                return false;
            }

            _connections[host] = count + 1;
            return true;
        }
    }

    private void Uncount(string host)
    {
        lock (_lock)
        {
            if (--_connections[host] == 0)
            {
                _connections.Remove(host);
            }
        }
    }

    private static string Describe(Socket socket, out string host)
    {
        try
        {
            if (socket.RemoteEndPoint is not IPEndPoint peer)
            {
                host = "";
                return "a process of this machine";
            }

            socket.NoDelay = true;
            host = peer.Address.ToString();
            return peer.ToString();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Gone already.
            host = "";
            return "an unknown peer";
        }
    }
}
