using System.Security.Authentication;

namespace Messaging.Drivers.Rabbit.Settings;

/// <summary>The settings of one driver: the user's options, overridden by those of the URL. Immutable.</summary>
internal sealed class RabbitSettings
{
    private const int DefaultPort = 5672;
    private const int DefaultTlsPort = 5671;

    public RabbitSettings(TransportUrl url, RabbitOptions options)
    {
        OptionRanges.Check(options);
        UrlOptions.Check(url);
        DurableQueues = url.GetBoolean(UrlOptions.DurableQueues, options.Queues.Durable);
        AutoDelete = url.GetBoolean(UrlOptions.AutoDelete, options.Queues.AutoDelete);
        QuorumQueues = url.GetBoolean(UrlOptions.QuorumQueues, options.Queues.Quorum);
        QuorumDeliveryLimit = url.GetInt32(UrlOptions.QuorumDeliveryLimit, options.Queues.QuorumDeliveryLimit, minimum: 0);
        QuorumMaxMemoryLength = url.GetInt32(UrlOptions.QuorumMaxMemoryLength, options.Queues.QuorumMaxMemoryLength, minimum: 0);
        QuorumMaxMemoryBytes = url.GetInt32(UrlOptions.QuorumMaxMemoryBytes, options.Queues.QuorumMaxMemoryBytes, minimum: 0);
        TransientQuorumQueues = url.GetBoolean(UrlOptions.TransientQuorumQueues, options.Queues.TransientQuorum);
        StreamFanout = url.GetBoolean(UrlOptions.StreamFanout, options.Queues.StreamFanout);
        MirroredQueues = url.GetBoolean(UrlOptions.MirroredQueues, options.Oslo.MirroredQueues);
        Declare = url.GetBoolean(UrlOptions.Declare, options.Queues.Declare);
        StableQueueNames = !Declare || url.GetBoolean(UrlOptions.StableQueueNames, options.Oslo.StableQueueNames);
        HostName = url.Query.GetValueOrDefault(UrlOptions.HostName, options.Oslo.HostName ?? Environment.MachineName);
        ProcessName = url.Query.GetValueOrDefault(UrlOptions.ProcessName, options.Oslo.ProcessName ?? AppDomain.CurrentDomain.FriendlyName);
        MissingCallerTimeout = url.GetTimeSpan(UrlOptions.MissingCallerTimeout, options.Recovery.MissingCallerTimeout);
        OnlyReplyQueues = url.GetBoolean(UrlOptions.OnlyReplyQueues, options.OnlyReplyQueues);
        MemoryBudget = url.GetInt32(UrlOptions.MemoryBudget, options.MemoryBudget, minimum: 1);
        MaxCompressionRatio = url.GetInt32(UrlOptions.MaxCompressionRatio, options.MaxCompressionRatio, minimum: 1);
        PrefetchCount = url.GetInt32(UrlOptions.PrefetchCount, options.PrefetchCount, minimum: 0, maximum: ushort.MaxValue);
        CancelOnFailover = url.GetBoolean(UrlOptions.CancelOnFailover, options.Recovery.CancelOnFailover);
        Compress = ReadCompression(url, options.Compress);
        DeadLetterQueues = url.GetBoolean(UrlOptions.DeadLetterQueues, options.DeadLetters.Enabled);
        DeadLetterByBroker = url.GetBoolean(UrlOptions.DeadLetterByBroker, options.DeadLetters.ByBroker);
        DeadLetterMaxLength = url.GetInt32(UrlOptions.DeadLetterMaxLength, options.DeadLetters.MaxLength, minimum: 0);
        DeadLetterMaxBytes = options.DeadLetters.MaxBytes;
        TransientQueueTtl = TimeSpan.FromSeconds(
            url.GetInt32(UrlOptions.TransientQueueTtl, (int)options.Queues.TransientTtl.TotalSeconds, minimum: 0, maximum: 24 * 86_400));
        Heartbeat = TimeSpan.FromSeconds(
            url.GetInt32(UrlOptions.Heartbeat, (int)options.Heartbeat.TotalSeconds, minimum: 0, maximum: ushort.MaxValue));
        Mandatory = url.GetBoolean(UrlOptions.Mandatory, options.Mandatory);
        TlsByScheme = url.Scheme is "amqps" || url.Scheme.EndsWith("+tls", StringComparison.Ordinal);
        Tls = TlsByScheme || url.GetBoolean(UrlOptions.Tls, options.Tls.Enabled);
        TlsProtocols = ReadProtocols(url, options.Tls.Protocols);
        TlsCaFile = url.Query.GetValueOrDefault(UrlOptions.TlsCaFile, options.Tls.CaFile!);
        TlsCertFile = url.Query.GetValueOrDefault(UrlOptions.TlsCertFile, options.Tls.CertFile!);
        TlsKeyFile = url.Query.GetValueOrDefault(UrlOptions.TlsKeyFile, options.Tls.KeyFile!);
        TlsVerifyHostName = url.GetBoolean(UrlOptions.TlsVerifyHostName, options.Tls.VerifyHostName);
        Login = ReadLogin(url, options.Login);
        Credentials = options.Credentials;
        TlsServerName = options.Tls.ServerName;
        PublishChannels = options.PublishChannels;
        ConfirmEach = url.GetBoolean(UrlOptions.ConfirmEach, options.ConfirmEach) || QuorumQueues || TransientQuorumQueues
            || MirroredQueues;
        ConnectionName = options.ConnectionName ?? $"{AppDomain.CurrentDomain.FriendlyName}:{Environment.ProcessId}";
        HostTimeout = options.Recovery.HostTimeout;
        ReconnectDelay = url.GetTimeSpan(UrlOptions.ReconnectDelay, options.Recovery.ReconnectDelay);
        MaxReconnectDelay = ReadMaxDelay(url, options.Recovery.MaxReconnectDelay);
        Failover = ReadFailover(url, options.Recovery.FailoverStrategy);
        WatchInterval = options.Recovery.WatchInterval;
        HoldLimit = options.Recovery.ConsumerTimeout == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : options.Recovery.ConsumerTimeout * 2 / 3;
        CloseTimeout = options.Recovery.CloseTimeout;
        VirtualHost = string.IsNullOrEmpty(url.VirtualHost) ? "/" : url.VirtualHost;
        Hosts = ReadHosts(url);
        UserId = options.SendUserId ? Hosts[0].User : null;
        OptionConflicts.Check(this, options);
        TlsConflicts.Check(this, url, options);
    }

    /// <summary>The user that requests carry, or null for none.</summary>
    public string? UserId { get; }

    public bool DurableQueues { get; }

    public bool AutoDelete { get; }

    public bool QuorumQueues { get; }

    public int QuorumDeliveryLimit { get; }

    public int QuorumMaxMemoryLength { get; }

    public int QuorumMaxMemoryBytes { get; }

    public bool TransientQuorumQueues { get; }

    public bool StreamFanout { get; }

    public bool MirroredQueues { get; }

    public bool Declare { get; }

    public bool StableQueueNames { get; }

    public string HostName { get; }

    public string ProcessName { get; }

    public TimeSpan MissingCallerTimeout { get; }

    public bool OnlyReplyQueues { get; }

    public int MemoryBudget { get; }

    public int MaxCompressionRatio { get; }

    public int PrefetchCount { get; }

    public bool CancelOnFailover { get; }

    public bool Compress { get; }

    public bool DeadLetterQueues { get; }

    public bool DeadLetterByBroker { get; }

    public int DeadLetterMaxLength { get; }

    public long DeadLetterMaxBytes { get; }

    public TimeSpan TransientQueueTtl { get; }

    public TimeSpan Heartbeat { get; }

    public bool Mandatory { get; }

    public bool Tls { get; }

    /// <summary>Whether the scheme asks for TLS, whatever the options say.</summary>
    public bool TlsByScheme { get; }

    public SslProtocols TlsProtocols { get; }

    public string? TlsCaFile { get; }

    public string? TlsCertFile { get; }

    public string? TlsKeyFile { get; }

    public bool TlsVerifyHostName { get; }

    public RabbitLogin Login { get; }

    public Func<CancellationToken, ValueTask<RabbitCredentials>>? Credentials { get; }

    public string? TlsServerName { get; }

    public int PublishChannels { get; }

    public bool ConfirmEach { get; }

    public string ConnectionName { get; }

    public TimeSpan HostTimeout { get; }

    public TimeSpan ReconnectDelay { get; }

    public TimeSpan MaxReconnectDelay { get; }

    /// <summary>
    /// How long after the broker's return, or the loss of a queue, its server may take to be back, if it has the same options.
    /// </summary>
    public TimeSpan ServerGrace => MaxReconnectDelay + TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long after the loss of a queue that took messages its servers may take to recreate it. They may not have been told, and then
    /// find out by checking; a queue that is deleted with its last user is not checked.
    /// </summary>
    public TimeSpan MissedGrace => AutoDelete ? ServerGrace : ServerGrace + WatchInterval;

    public RabbitFailover Failover { get; }

    public TimeSpan WatchInterval { get; }

    /// <summary>How long a message may stay unsettled.</summary>
    public TimeSpan HoldLimit { get; }

    public TimeSpan CloseTimeout { get; }

    public string VirtualHost { get; }

    public IReadOnlyList<BrokerHost> Hosts { get; }

    private static bool ReadCompression(TransportUrl url, bool compress) =>
        url.Query.TryGetValue(UrlOptions.Compression, out var name) ? name == "gzip" : compress;

    public static SslProtocols ReadProtocols(TransportUrl url, SslProtocols protocols) =>
        !url.Query.TryGetValue(UrlOptions.TlsProtocols, out var name) ? protocols : name switch
        {
            "TLSv1_2" => SslProtocols.Tls12,
            "TLSv1_3" => SslProtocols.Tls13,

            // In OpenSSL "the best that both sides support".
            _ => SslProtocols.None,
        };

    private static RabbitFailover ReadFailover(TransportUrl url, RabbitFailover failover) =>
        !url.Query.TryGetValue(UrlOptions.Failover, out var name) ? failover
            : name == "shuffle" ? RabbitFailover.Shuffle : RabbitFailover.RoundRobin;

    /// <summary>A maximum set in code gives way to a longer first wait in the URL; one set in the URL itself was meant.</summary>
    private TimeSpan ReadMaxDelay(TransportUrl url, TimeSpan longest)
    {
        if (!url.Query.ContainsKey(UrlOptions.MaxReconnectDelay))
        {
            return longest > ReconnectDelay ? longest : ReconnectDelay;
        }

        longest = url.GetTimeSpan(UrlOptions.MaxReconnectDelay, longest);
        return longest >= ReconnectDelay ? longest : throw new InvalidTransportUrlException(
            TransportUrlPart.Query,
            FormattableString.Invariant($"{UrlOptions.MaxReconnectDelay} is {longest.TotalSeconds} s, which is shorter than ")
                + FormattableString.Invariant($"the first wait, {ReconnectDelay.TotalSeconds} s ")
                + $"({UrlOptions.ReconnectDelay}). Make it at least as long.");
    }

    // AMQPLAIN is the same user and password in another form.
    private static RabbitLogin ReadLogin(TransportUrl url, RabbitLogin login) =>
        !url.Query.TryGetValue(UrlOptions.Login, out var name) ? login
            : name == "EXTERNAL" ? RabbitLogin.Certificate : RabbitLogin.Password;

    /// <summary>oslo's defaults: localhost, guest, guest, and 5672 also where an option turns TLS on.</summary>
    private BrokerHost[] ReadHosts(TransportUrl url)
    {
        var port = TlsByScheme ? DefaultTlsPort : DefaultPort;
        if (url.Hosts.Count == 0)
        {
            return [new BrokerHost("localhost", port, "guest", "guest")];
        }

        var hosts = new BrokerHost[url.Hosts.Count];
        for (var i = 0; i < hosts.Length; i++)
        {
            var host = url.Hosts[i];
            hosts[i] = new BrokerHost(
                host.Host.Length == 0 ? "localhost" : host.Host,
                host.Port ?? port,
                string.IsNullOrEmpty(host.User) ? "guest" : host.User,
                host.User is null ? host.Password ?? "guest" : host.Password ?? "");
        }

        return hosts;
    }
}
