using System.Net.Security;
using System.Net.Sockets;
using Messaging.Drivers.Rabbit.Settings;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Connecting.Securing;

/// <summary>
/// Asks a host that completed a TLS handshake and then closed the connection without an alert for its reason: completes another handshake
/// and sends nothing. The broker's alert is lost only when we have written something that it did not read.
/// </summary>
internal static class TlsReason
{
    /// <param name="host">The host.</param>
    /// <param name="options">The TLS options of the attempt that failed.</param>
    /// <param name="patience">How long to wait: a broker that accepts us waits for our first bytes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The alert, or null when the host sends none.</returns>
    public static async Task<int?> AskAsync(
        BrokerHost host, SslOption options, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(host.Name, host.Port, both.Token).ConfigureAwait(false);
            var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: true);
            await using (tls.ConfigureAwait(false))
            {
                var how = new SslClientAuthenticationOptions
                {
                    TargetHost = options.ServerName,
                    ClientCertificates = options.Certs,
                    EnabledSslProtocols = options.Version,
                    RemoteCertificateValidationCallback = options.CertificateValidationCallback,
                };
                await tls.AuthenticateAsClientAsync(how, both.Token).ConfigureAwait(false);
                _ = await tls.ReadAsync(new byte[1], both.Token).ConfigureAwait(false);
                return null;
            }
        }
        catch (Exception e)
        {
            // Other failures add nothing new.
            return TlsAlert.Read(e);
        }
    }
}
