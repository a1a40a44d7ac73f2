using System.Net;
using System.Net.Sockets;
using Messaging.Drivers.ZeroMq.Admission;
using Messaging.Drivers.ZeroMq.Connections;
using Messaging.Drivers.ZeroMq.Diagnostics;
using Messaging.Drivers.ZeroMq.Zmtp;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.ZeroMq.Serving;

/// <summary>
/// Accepts clients, counts them, and runs their handshakes concurrently. Each client has a time limit of its own, until its HELLO.
/// </summary>
internal sealed class Acceptor : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Socket _listening;
    private readonly string _address;
    private readonly ZeroMqSettings _settings;
    private readonly TimeProvider _time;
    private readonly Origins _origins;
    private readonly PendingHandshakes _pending;
    private readonly LoginDelays _logins;
    private readonly Func<Session, PendingHandshake, Task> _serve;
    private readonly ILogger _logger;
    private readonly BackgroundWork _running;
    private readonly LogThrottle _refusals;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private bool _isStarted;

    /// <param name="listening">A listening socket; owned.</param>
    /// <param name="address">The address that it listens on, for logs.</param>
    /// <param name="settings">The limits.</param>
    /// <param name="time">The clock.</param>
    /// <param name="origins">The addresses that clients come from.</param>
    /// <param name="serve">Serves a client after the handshake, until it leaves.</param>
    /// <param name="logger">The logger.</param>
    public Acceptor(
        Socket listening, string address, ZeroMqSettings settings, TimeProvider time, Origins origins,
        Func<Session, PendingHandshake, Task> serve, ILogger logger)
    {
        _listening = listening;
        _address = address;
        _settings = settings;
        _time = time;
        _origins = origins;
        _pending = new PendingHandshakes(settings.MaxPendingHandshakes, settings.HandshakeTimeout, time);
        _logins = new LoginDelays(time);
        _serve = serve;
        _logger = logger;
        _running = new BackgroundWork(error => ZeroMqLog.WorkFailed(logger, error));
        _refusals = new LogThrottle(time, (count, reasons) => ZeroMqLog.ClientsRefused(logger, count, address, reasons));
    }

    /// <summary>Starts to accept. Further calls have no effect.</summary>
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

    /// <summary>Stops accepting, and ends the pending handshakes. Accepted clients stay until they are closed.</summary>
    public void Stop()
    {
        // In this order: an accept that fails because its socket was disposed must find the token cancelled.
        _stop.Cancel();
        _listening.Dispose();
    }

    /// <summary>Stops accepting, and waits until every client has left.</summary>
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
                // For example too many open files: the next attempt must wait until some are closed.
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
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using (socket)
        {
            var peer = Describe(socket, out var endpoint);
            if (_origins.TryEnter(endpoint) is not { } origin)
            {
                OnRefused(peer, $"its address already has {_settings.MaxConnectionsPerAddress} connections (max_connections_per_address)");
                return;
            }

            try
            {
                await ServeAsync(socket, peer, origin).ConfigureAwait(false);
            }
            catch (Exception e) when (e is ZmtpException or SocketException or ObjectDisposedException or RefusedPeerException)
            {
                OnRefused(peer, e.Message);
            }
            finally
            {
                _origins.Leave(origin);
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

    private async Task ServeAsync(Socket socket, string peer, Origin origin)
    {
        using var pending = _pending.Begin(origin, _stop.Token);
        Session session;
        try
        {
            await _logins.WaitAsync(origin.Address, _settings.HandshakeTimeout, pending.Token).ConfigureAwait(false);
            session = await Handshake.RunAsync(socket, peer, _settings.Security.CreateServer(), pending.Token).ConfigureAwait(false);
        }
        catch (ZmtpException e) when (e.IsFailedLogin)
        {
            _logins.Failed(origin.Address);
            throw;
        }
        catch (OperationCanceledException)
        {
            throw new RefusedPeerException(pending.Why);
        }

        await _serve(session, pending).ConfigureAwait(false);
    }

    private static string Describe(Socket socket, out EndPoint? endpoint)
    {
        endpoint = null;
        try
        {
            endpoint = socket.RemoteEndPoint;
            if (endpoint is not IPEndPoint)
            {
                return "a process of this machine";
            }

            socket.NoDelay = true;
            return endpoint.ToString()!;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The peer has already disconnected.
            return "an unknown peer";
        }
    }
}
