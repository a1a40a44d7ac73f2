using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Amqp;
using Amqp.Framing;
using Amqp.Sasl;
using Amqp.Types;
using Messaging.Drivers.Amqp1.Dialects;
using Messaging.Drivers.Amqp1.Replying;

namespace Messaging.Drivers.Amqp1.Connections;

/// <summary>Opens a connection to one host, with everything that sending needs.</summary>
internal sealed class BrokerConnector(
    Amqp1Settings settings, DialectChoice dialects, ReplyIntake replies, TimeProvider time, BackgroundWork background)
{
    private const int MaxFrameSize = 128 * 1024;
    private const ushort MostSessions = 64;

    // RabbitMQ refuses less than a second, and the broker is told half of the time that it may be silent.
    private const int LeastSilence = 2000;

    /// <summary>Connects.</summary>
    /// <exception cref="ConnectionFailedException">Connecting failed; the message says why.</exception>
    public async Task<BrokerSession> OpenAsync(BrokerHost host, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(settings.ConnectTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await OpenWithinAsync(host, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw ConnectionVerdict.Of(new TimeoutException("no answer", e), host, settings.VirtualHost);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw ConnectionVerdict.Of(e, host, settings.VirtualHost);
        }
    }

    private async Task<BrokerSession> OpenWithinAsync(BrokerHost host, CancellationToken cancellationToken)
    {
        var events = new ConnectionEvents(Complete);
        var creating = Factory(host).CreateAsync(AddressOf(host), cancellationToken, events);
        Connection connection;
        try
        {
            connection = await creating.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            background.Add(CloseLateAsync(creating));
            throw;
        }

        try
        {
            connection.AddClosedCallback((_, error) => events.OnClosed(error));
            var open = await events.Opened.WaitAsync(cancellationToken).ConfigureAwait(false);
            var session = new BrokerSession(connection, events, host, open, dialects.Of(open), replies, settings, time, background);
            await session.StartAsync(cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            background.Add(CloseLateAsync(Task.FromResult(connection)));
            throw;
        }
    }

    private static async Task CloseLateAsync(Task<Connection> creating)
    {
        try
        {
            var connection = await creating.ConfigureAwait(false);
            await connection.CloseAsync(BrokerSession.CloseTime).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The connection never opened, or has already ended: waiting callers have been told why.
        }
    }

    private Address AddressOf(BrokerHost host)
    {
        var scheme = settings.IsTls ? "AMQPS" : "AMQP";
        return settings.Mechanism == Amqp1Mechanism.Plain
            ? new Address(host.Host, host.Port, host.User, host.Password, "/", scheme)
            : new Address(host.Host, host.Port, null, null, "/", scheme);
    }

    private void Complete(Open open)
    {
        // oslo.messaging's driver has the virtual host in its addresses, and names none here. Other peers want the name by which they were
        // called, which the library sends.
        open.HostName = settings.Dialect switch
        {
            Amqp1Dialect.Oslo => null,
            Amqp1Dialect.Generic => settings.AddressedHost.Length == 0 ? open.HostName : settings.AddressedHost,
            _ => "vhost:" + settings.VirtualHost,
        };
        open.Properties = new Fields
        {
            [new Symbol("product")] = "Messaging for .NET",
            [new Symbol("connection_name")] = $"{AppDomain.CurrentDomain.FriendlyName}:{Environment.ProcessId}",
        };
    }

    private ConnectionFactory Factory(BrokerHost host)
    {
        var factory = new ConnectionFactory();
        factory.TCP.NoDelay = true;
        factory.AMQP.ContainerId = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";
        factory.AMQP.MaxFrameSize = MaxFrameSize;
        factory.AMQP.MaxSessionsPerConnection = MostSessions;
        factory.AMQP.MaxLinksPerSession = Outlets.MostLinks;
        if (settings.Heartbeat > TimeSpan.Zero)
        {
            factory.AMQP.IdleTimeout = (int)Math.Clamp(settings.Heartbeat.TotalMilliseconds, LeastSilence, int.MaxValue);
        }

        factory.SASL.Profile = settings.Mechanism switch
        {
            Amqp1Mechanism.Anonymous => SaslProfile.Anonymous,
            Amqp1Mechanism.External => SaslProfile.External,
            _ => null,
        };
        if (settings.Certificate is { } own)
        {
            factory.SSL.ClientCertificates.Add(own);
        }

        if (settings.Authorities is { } authorities)
        {
            factory.SSL.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                IsTrusted(certificate, errors, authorities, host);
        }

        return factory;
    }

    /// <summary>The name must be that of the host, and the chain must end at one of our authorities, whatever the machine trusts.</summary>
    private static bool IsTrusted(
        X509Certificate? certificate, SslPolicyErrors errors, X509Certificate2Collection authorities, BrokerHost host)
    {
        if (certificate is not X509Certificate2 given || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(given) && given.MatchesHostname(host.Host);
    }
}
