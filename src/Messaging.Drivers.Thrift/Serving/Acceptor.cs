using System.Net.Sockets;
using System.Security.Authentication;
using Messaging.Drivers.Thrift.Diagnostics;
using Messaging.Drivers.Thrift.Wire;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Thrift.Serving;

/// <summary>Accepts and counts clients. Their TLS handshakes run concurrently, and accepting waits for none of them.</summary>
internal sealed class Acceptor : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Socket _listening;
    private readonly string _address;
    private readonly ThriftSettings _settings;
    private readonly TimeProvider _time;
    private readonly Func<Socket, CancellationToken, Task<Stream>> _secure;
    private readonly Func<Stream, string, CancellationToken, Task> _serve;
    private readonly ILogger _logger;
    private readonly BackgroundWork _running;
    private readonly LogThrottle _refusals;
    private readonly PendingHandshakes _pending;
    private readonly CancellationTokenSource _stop = new();
    private int _isStarted;
    private int _clients;

    /// <param name="listening">A socket that listens; owned.</param>
    /// <param name="address">The address that it listens on, for logs.</param>
    /// <param name="settings">The limits.</param>
    /// <param name="time">The clock.</param>
    /// <param name="secure">Performs the TLS handshake with a client.</param>
    /// <param name="serve">Serves an accepted client until it leaves.</param>
    /// <param name="logger">The logger.</param>
    public Acceptor(
        Socket listening, string address, ThriftSettings settings, TimeProvider time, Func<Socket, CancellationToken, Task<Stream>> secure,
        Func<Stream, string, CancellationToken, Task> serve, ILogger logger)
    {
        _listening = listening;
        _address = address;
        _settings = settings;
        _time = time;
        _secure = secure;
        _serve = serve;
        _logger = logger;
        _running = new BackgroundWork(error => ThriftLog.WorkFailed(logger, error));
        _refusals = new LogThrottle(time, (count, reasons) => ThriftLog.ClientsRefused(logger, count, address, reasons));
        _pending = new PendingHandshakes(settings.MaxPendingHandshakes);
    }

    /// <summary>Starts accepting. Later calls do nothing.</summary>
    public void Start()
    {
        if (Interlocked.Exchange(ref _isStarted, 1) != 0)
        {
            return;
        }

        using (ExecutionContext.SuppressFlow())
        {
            _running.Add(Task.Run(AcceptAsync));
        }
    }

    /// <summary>Stops accepting, and disconnects every client.</summary>
    public async ValueTask DisposeAsync()
    {
        // Order matters: when closing the socket fails the pending accept, the stop must already be visible to it.
        await _stop.CancelAsync().ConfigureAwait(false);
        _listening.Dispose();
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
                // For example, too many open files: the next attempt waits until some are closed.
                if (_refusals.IsNews(e.Message, "not accepted"))
                {
                    ThriftLog.AcceptFailed(_logger, _address, e.Message);
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
            var peer = NameOf(socket);
            try
            {
                if (Interlocked.Increment(ref _clients) > _settings.MaxClients)
                {
                    throw new WireException($"{_settings.MaxClients} clients are connected already (max_clients)");
                }

                var stream = await _pending.RunAsync(stop => _secure(socket, stop), _settings.HandshakeTimeout, _time, _stop.Token).ConfigureAwait(false);
                await using (stream.ConfigureAwait(false))
                {
                    await _serve(stream, peer, _stop.Token).ConfigureAwait(false);
                }
            }
            catch (Exception e) when (e is OperationCanceledException && _stop.IsCancellationRequested)
            {
                // The port is stopping.
            }
            catch (Exception e) when (e is WireException or TimeoutException or InvalidDataException)
            {
                OnRefused(peer, e.Message.TrimEnd('.'));
            }
            catch (Exception e) when (e is AuthenticationException or IOException or SocketException or ObjectDisposedException)
            {
                OnRefused(peer, $"its TLS handshake failed: {e.Message.TrimEnd('.')}");
            }
            finally
            {
                Interlocked.Decrement(ref _clients);
            }
        }
    }

    private void OnRefused(string peer, string reason)
    {
        if (_refusals.IsNews(reason, peer))
        {
            ThriftLog.ClientRefused(_logger, peer, _address, reason);
        }
    }

    private static string NameOf(Socket socket)
    {
        try
        {
            socket.NoDelay = true;
            return socket.RemoteEndPoint?.ToString() ?? "an unknown peer";
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The client has already left.
            return "an unknown peer";
        }
    }
}
