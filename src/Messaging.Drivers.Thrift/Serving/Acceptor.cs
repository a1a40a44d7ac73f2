using System.Net.Sockets;
using System.Security.Authentication;
using Messaging.Drivers.Thrift.Diagnostics;
using Messaging.Drivers.Thrift.Wire;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Thrift.Serving;

/// <summary>
/// Admits clients: accepts and counts connections, and runs their TLS handshakes concurrently. Accepting waits for none of them.
/// </summary>
/// <param name="listening">A listening socket; owned.</param>
/// <param name="address">Its address, for logs.</param>
/// <param name="settings">The limits.</param>
/// <param name="time">The clock.</param>
/// <param name="secure">Performs the handshake with a client.</param>
/// <param name="serve">Serves a client after its handshake, until it leaves.</param>
/// <param name="logger">The logger.</param>
internal sealed class Acceptor(
    Socket listening, string address, ThriftSettings settings, TimeProvider time, Func<Socket, CancellationToken, Task<Stream>> secure,
    Func<Stream, string, CancellationToken, Task> serve, ILogger logger)
    : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly BackgroundWork _running = new(error => ThriftLog.WorkFailed(logger, error));
    private readonly LogThrottle _refusals = new(time, (count, reasons) => ThriftLog.ClientsRefused(logger, count, address, reasons));
    private readonly PendingHandshakes _pending = new(settings.MaxPendingHandshakes);
    private readonly CancellationTokenSource _stop = new();
    private int _isStarted;
    private int _clients;

    /// <summary>Begins to accept. Calling it again changes nothing.</summary>
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

    /// <summary>Stops accepting, and ends every client.</summary>
    public async ValueTask DisposeAsync()
    {
        // In this order: an accept that fails because its socket is closed must see that it was stopped.
        await _stop.CancelAsync().ConfigureAwait(false);
        listening.Dispose();
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
                    ThriftLog.AcceptFailed(logger, address, e.Message);
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
            var peer = NameOf(socket);
            try
            {
                if (Interlocked.Increment(ref _clients) > settings.MaxClients)
                {
                    throw new WireException($"{settings.MaxClients} clients are connected already (max_clients)");
                }

                var stream = await _pending.RunAsync(stop => secure(socket, stop), settings.HandshakeTimeout, time, _stop.Token)
                    .ConfigureAwait(false);
                await using (stream.ConfigureAwait(false))
                {
                    await serve(stream, peer, _stop.Token).ConfigureAwait(false);
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
            ThriftLog.ClientRefused(logger, peer, address, reason);
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
            // It has already left.
            return "an unknown peer";
        }
    }
}
