using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Messaging.Drivers.Thrift.Addressing;
using Messaging.Drivers.Thrift.Diagnostics;
using Messaging.Drivers.Thrift.Securing;
using Messaging.Drivers.Thrift.Wire;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Thrift.Calling;

/// <summary>Opens connections to the hosts of the URL in turn, skipping those that cannot be reached.</summary>
internal sealed class Dialer(ThriftSettings settings, TimeProvider time, ILogger logger)
{
    private int _turn;

    /// <summary>Opens a connection to one of the hosts, and retries during the grace period.</summary>
    /// <exception cref="NoServerException">None of the hosts can be reached.</exception>
    /// <exception cref="ConnectionFailedException">TLS failed, on our side or the server's.</exception>
    public async Task<(MessageChannel Channel, string Host)> ConnectAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var grace = new Deadline(time, settings.Grace == TimeSpan.Zero ? TimeSpan.FromTicks(1) : settings.Grace);
        var backoff = new Backoff(settings.ReconnectDelay, settings.MaxReconnectDelay);
        var isFirst = true;
        while (true)
        {
            var reasons = new List<string>();
            var turn = Interlocked.Increment(ref _turn) - 1;
            for (var i = 0; i < settings.Hosts.Count; i++)
            {
                var host = settings.Hosts[(int)((uint)(turn + i) % settings.Hosts.Count)];
                try
                {
                    return (await ConnectAsync(host, cancellationToken).ConfigureAwait(false), host.ToString());
                }
                catch (Exception e) when (e is SocketException or IOException or TimeoutException)
                {
                    reasons.Add($"{host}: {e.Message.TrimEnd('.')}.");
                }
            }

            var told = string.Join(" ", reasons);
            if (grace.IsPast)
            {
                throw new NoServerException(message.Target, message.Method, told);
            }

            if (isFirst)
            {
                ThriftLog.NotReached(logger, told);
                isFirst = false;
            }

            await Task.Delay(backoff.Next(), time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<MessageChannel> ConnectAsync(ServerHost host, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(settings.ConnectTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var addresses = await host.ResolveAsync(both.Token).ConfigureAwait(false);
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(addresses, host.Port, both.Token).ConfigureAwait(false);
                Stream stream = new NetworkStream(socket, ownsSocket: true);
                if (settings.IsTls)
                {
                    stream = await SecureAsync(stream, host, both.Token).ConfigureAwait(false);
                }

                ThriftLog.Connected(logger, host.ToString());
                return new MessageChannel(
                    stream, new ReceiveBuffer(stream), settings.Dialect, settings.Limits,
                    settings.IsPipelined ? new SendTerms(time, Timeout.InfiniteTimeSpan) : null);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"it did not accept a connection within {settings.ConnectTimeout.TotalSeconds:0.###} s");
        }
    }

    private async Task<Stream> SecureAsync(Stream stream, ServerHost host, CancellationToken cancellationToken)
    {
        var secure = new SslStream(stream);
        try
        {
            await secure.AuthenticateAsClientAsync(
                TlsFiles.ForClient(settings, host.IsEverywhere ? "localhost" : host.Host), cancellationToken)
                .ConfigureAwait(false);
            return secure;
        }
        catch (AuthenticationException e)
        {
            throw new ConnectionFailedException(
                $"TLS with {host} failed: {e.Message}{(e.InnerException is { } inner ? " " + inner.Message : "")} Check the server's "
                    + "certificate, its name, and ssl_ca_file.",
                isTransient: false, e);
        }
    }
}
