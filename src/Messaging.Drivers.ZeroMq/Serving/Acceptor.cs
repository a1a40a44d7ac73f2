using System.Net;
using System.Net.Sockets;
using Messaging.Drivers.ZeroMq.Admission;
using Messaging.Drivers.ZeroMq.Connections;
using Messaging.Drivers.ZeroMq.Diagnostics;
using Messaging.Drivers.ZeroMq.Zmtp;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.ZeroMq.Serving;

/// <summary>Lets clients in: accepts, counts, and goes through the handshake with each beside the others, within its own time, which ends
/// with its HELLO.</summary>
/// <param name="listening">A socket that listens; owned.</param>
/// <param name="address">What it listens on, for logs.</param>
/// <param name="settings">The limits.</param>
/// <param name="time">The clock.</param>
/// <param name="origins">Where clients come from.</param>
/// <param name="serve">What to do with a client that is through the handshake, until it leaves.</param>
/// <param name="logger">Where it logs.</param>
internal sealed class Acceptor(
    Socket listening, string address, ZeroMqSettings settings, TimeProvider time, Origins origins,
    Func<Session, PendingHandshake, Task> serve, ILogger logger)
    : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly PendingHandshakes _pending = new(settings.MaxPendingHandshakes, settings.HandshakeTimeout, time);
    private readonly LoginDelays _logins = new(time);
    private readonly BackgroundWork _running = new(error => ZeroMqLog.WorkFailed(logger, error));
    private readonly LogThrottle _refusals = new(time, (count, reasons) => ZeroMqLog.ClientsRefused(logger, count, address, reasons));
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private bool _isStarted;

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

    /// <summary>Stops accepting, and ends pending handshakes. Connected clients stay until they are closed.</summary>
    public void Stop()
    {
        // In this order: an accept that fails because its socket is closed must see that it was stopped.
        _stop.Cancel();
        listening.Dispose();
    }

    /// <summary>Completes when every client has left.</summary>
    public async ValueTask DisposeAsync()
    {
        Stop();
        await _running.DrainAsync(new Deadline(time, Timeout.InfiniteTimeSpan)).ConfigureAwait(false);
        _refusals.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var socket = await listening.AcceptAsync(_stop.Token).ConfigureAwait(false);
                _running.Add(LetInAsync(socket));
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException || _stop.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException e)
            {
                // For example too many open files: the next attempt has to wait until some are closed.
                if (_refusals.IsNews(e.Message, "not accepted"))
                {
                    ZeroMqLog.AcceptFailed(logger, address, e.Message);
                }

                await Task.Delay(Pause, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task LetInAsync(Socket socket)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using (socket)
        {
            var peer = Describe(socket, out var endpoint);
            if (origins.TryEnter(endpoint) is not { } origin)
            {
                OnRefused(peer, $"its address has {settings.MaxConnectionsPerAddress} connections already (max_connections_per_address)");
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
                origins.Leave(origin);
            }
        }
    }

    private void OnRefused(string peer, string reason)
    {
        if (_refusals.IsNews(reason, peer))
        {
            ZeroMqLog.ClientRefused(logger, peer, address, reason);
        }
    }

    private async Task ServeAsync(Socket socket, string peer, Origin origin)
    {
        using var pending = _pending.Begin(origin, _stop.Token);
        Session session;
        try
        {
            await _logins.WaitAsync(origin.Address, settings.HandshakeTimeout, pending.Token).ConfigureAwait(false);
            session = await Handshake.RunAsync(socket, peer, settings.Security.CreateServer(), pending.Token).ConfigureAwait(false);
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

        await serve(session, pending).ConfigureAwait(false);
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
            // It has already left.
            return "an unknown peer";
        }
    }
}
