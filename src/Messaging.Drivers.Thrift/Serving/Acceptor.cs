using System.Net.Sockets;
using System.Security.Authentication;
using Messaging.Drivers.Thrift.Diagnostics;
using Messaging.Drivers.Thrift.Wire;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Thrift.Serving;

/// <summary>Lets clients in: accepts and counts, and goes through the TLS handshake with each beside the others. Accepting waits for none of them.</summary>
/// <param name="listening">A socket that listens; owned.</param>
/// <param name="address">What it listens on, for logs.</param>
/// <param name="settings">The limits.</param>
/// <param name="time">The clock.</param>
/// <param name="secure">Goes through the handshake with a client.</param>
/// <param name="serve">Serves a client that is in, until it leaves.</param>
/// <param name="logger">Where it logs.</param>
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

    /// <summary>Begins to accept. Doing it again changes nothing.</summary>
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

    /// <summary>Accepts no more, and ends every client.</summary>
    public async ValueTask DisposeAsync()
    {
        // In this order: an accept that fails because its socket is closed has to know why.
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
                // Too many open files, for one: the next attempt has to wait until some are closed.
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

                var stream = await _pending.RunAsync(stop => secure(socket, stop), settings.HandshakeTimeout, time, _stop.Token).ConfigureAwait(false);
                await using (stream.ConfigureAwait(false))
                {
                    await serve(stream, peer, _stop.Token).ConfigureAwait(false);
                }
            }
            catch (Exception e) when (e is OperationCanceledException && _stop.IsCancellationRequested)
            {
                // We stop.
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
            // Gone already.
            return "an unknown peer";
        }
    }
}
