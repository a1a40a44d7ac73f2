using System.Reflection;
using System.Security.Cryptography.X509Certificates;
using Messaging.Drivers.Rabbit.Connecting.Securing;
using Messaging.Drivers.Rabbit.Connecting.Sockets;
using Messaging.Drivers.Rabbit.Settings;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Connecting;

/// <summary>Opens one connection to one host, including the access to the virtual host.</summary>
internal sealed class BrokerConnector(TransientQueueRule transientQueues, RabbitRuntime runtime)
{
    // With a limit the library would end the connection for a larger body, and the broker would redeliver it for ever. We refuse it after
    // it arrives.
    private const uint LargestBody = int.MaxValue;

    // The share of the timeout for finding out a reason: a host that failed by accident should be retried soon.
    private const int ShareToAsk = 5;

    private static readonly string Version = typeof(BrokerConnector).Assembly.GetName().Version?.ToString(3) ?? "0";

    private readonly CredentialSource _credentials = new(runtime.Settings, runtime.Time, runtime.Background);

    /// <summary>
    /// One round: each host once. A host that refuses the login ends the round, because the hosts share users; they do not share
    /// certificates.
    /// </summary>
    /// <param name="hosts">The hosts; they are told when one fails.</param>
    /// <param name="purpose">What the connection is for.</param>
    /// <param name="onTrying">Called with each host before it is tried.</param>
    /// <param name="cancellationToken">Ends the attempt; nothing is left open.</param>
    /// <exception cref="ConnectionFailedException">No host accepted the connection.</exception>
    public async Task<BrokerSession> OpenAnyAsync(
        HostOrder hosts, string purpose, Action<BrokerHost> onTrying, CancellationToken cancellationToken)
    {
        var failures = new List<ConnectionFailedException>();
        foreach (var host in hosts.Round())
        {
            onTrying(host);
            try
            {
                return await OpenAsync(host, purpose, cancellationToken).ConfigureAwait(false);
            }
            catch (ConnectionFailedException e)
            {
                hosts.Failed(host);
                if (!ConnectionVerdict.IsOfHostAlone(e))
                {
                    throw;
                }

                failures.Add(e);
            }
        }

        throw ConnectionVerdict.OfRound(failures);
    }

    /// <summary>Opens a connection.</summary>
    /// <param name="host">The host.</param>
    /// <param name="purpose">What the connection is for; the end of its name at the broker.</param>
    /// <param name="cancellationToken">Ends the attempt; nothing is left open.</param>
    /// <exception cref="ConnectionFailedException">The host could not be reached or refused the connection.</exception>
    private async Task<BrokerSession> OpenAsync(BrokerHost host, string purpose, CancellationToken cancellationToken)
    {
        var who = await _credentials.AskAsync(host, cancellationToken).ConfigureAwait(false);
        try
        {
            return await OpenAsAsync(who, purpose, cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectionFailedException e) when (_credentials.MayChange && ConnectionVerdict.IsWrongCredentials(e))
        {
            // The password may have changed between the call to the provider and the broker's check.
            var fresh = await _credentials.AskAsync(host, cancellationToken).ConfigureAwait(false);
            if (fresh.User == who.User && fresh.Password == who.Password)
            {
                throw;
            }

            return await OpenAsAsync(fresh, purpose, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<BrokerSession> OpenAsAsync(BrokerHost host, string purpose, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(runtime.Settings.HostTimeout, runtime.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var sockets = new SocketSet(runtime.Time);
        var check = runtime.Settings.Tls ? new CertificateCheck(runtime.Settings, NameOf(host), Authorities()) : null;
        var tls = TlsOptions(host, check);

        // The library waits for some steps of a handshake without a token; closing the socket ends them all.
        using var cut = both.Token.UnsafeRegister(static s => ((SocketSet)s!).Cut(), sockets);
        IConnection? connection = null;
        try
        {
            connection = await CreateFactory(host, sockets)
                .CreateConnectionAsync(
                    [new AmqpTcpEndpoint(host.Name, host.Port, tls, LargestBody)], $"{runtime.Settings.ConnectionName}:{purpose}",
                    both.Token)
                .ConfigureAwait(false);

            // The library does not wait for the broker's answer about the virtual host; opening the first channel does.
            var probe = await connection.CreateChannelAsync(cancellationToken: both.Token).ConfigureAwait(false);
            await probe.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            sockets.Cut();
            if (connection is not null)
            {
                runtime.Background.Add(connection.DisposeAsync().AsTask());
            }

            var failure = timeout.IsCancellationRequested ? new TimeoutException("The host did not answer in time.", e) : e;
            var verdict = ConnectionVerdict.Of(failure, host, runtime.Settings, check);
            if (ConnectionVerdict.IsSilence(verdict, check)
                && await TlsReason.AskAsync(host, tls, runtime.Settings.HostTimeout / ShareToAsk, runtime.Time, both.Token)
                    .ConfigureAwait(false) is { } alert)
            {
                verdict = ConnectionVerdict.OfAlert(alert, host, runtime.Settings, failure);
            }

            cancellationToken.ThrowIfCancellationRequested();
            throw verdict;
        }

        var session = new BrokerSession(connection, sockets, host, transientQueues, runtime);
        if (host.ValidFor is not null)
        {
            runtime.Background.Add(new CredentialRenewal(_credentials, session, connection, runtime).RunAsync());
        }

        return session;
    }

    private ConnectionFactory CreateFactory(BrokerHost host, SocketSet sockets)
    {
        var factory = new ConnectionFactory
        {
            UserName = host.User,
            Password = host.Password,
            VirtualHost = runtime.Settings.VirtualHost,
            RequestedHeartbeat = runtime.Settings.Heartbeat,
            RequestedConnectionTimeout = runtime.Settings.HostTimeout,
            HandshakeContinuationTimeout = runtime.Settings.HostTimeout,
            MaxInboundMessageBodySize = LargestBody,

            // Recovery is ours: the library's has known hangs, and consumers that only seem alive.
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            SocketFactory = sockets.Create,
        };
        if (runtime.Settings.Login == RabbitLogin.Certificate)
        {
            factory.AuthMechanisms = [new ExternalMechanismFactory()];
        }

        factory.ClientProperties["product"] = "Messaging for .NET";
        factory.ClientProperties["version"] = Version;
        factory.ClientProperties["platform"] = ".NET";
        return factory;
    }

    private X509Certificate2Collection? Authorities() => runtime.Settings.TlsCaFile is { } file ? OwnAuthorities.Load(file) : null;

    private string NameOf(BrokerHost host) => runtime.Settings.TlsServerName ?? host.Name;

    private SslOption TlsOptions(BrokerHost host, CertificateCheck? check)
    {
        if (check is null)
        {
            return new SslOption();
        }

        var options = new SslOption(NameOf(host), enabled: true)
        {
            Version = runtime.Settings.TlsProtocols,
            CertificateValidationCallback = check.Accepts,
        };
        if (runtime.Settings.TlsCertFile is { } certificate)
        {
            options.Certs = [OwnCertificate.Load(certificate, runtime.Settings.TlsKeyFile)];
        }

        return options;
    }
}
