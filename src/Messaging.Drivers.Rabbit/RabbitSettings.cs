using Messaging.Drivers.Rabbit.Connections;

namespace Messaging.Drivers.Rabbit;

/// <summary>What one driver goes by: the user's options, and what the URL says over them. Never changes.</summary>
internal sealed class RabbitSettings
{
    private const int DefaultPort = 5672;
    private const int DefaultTlsPort = 5671;

    public RabbitSettings(TransportUrl url, RabbitOptions options)
    {
        options.Validate();
        UrlOptions.Check(url);
        DurableQueues = url.GetBoolean(UrlOptions.DurableQueues, options.DurableQueues);
        AutoDelete = url.GetBoolean(UrlOptions.AutoDelete, options.AutoDelete);
        QuorumQueues = url.GetBoolean(UrlOptions.QuorumQueues, options.QuorumQueues);
        QuorumDeliveryLimit = url.GetInt32(UrlOptions.QuorumDeliveryLimit, options.QuorumDeliveryLimit, minimum: 0);
        TransientQueueTtl = TimeSpan.FromSeconds(
            url.GetInt32(UrlOptions.TransientQueueTtl, (int)options.TransientQueueTtl.TotalSeconds, minimum: 1, maximum: 24 * 86_400));
        Heartbeat = TimeSpan.FromSeconds(
            url.GetInt32(UrlOptions.Heartbeat, (int)options.Heartbeat.TotalSeconds, minimum: 0, maximum: ushort.MaxValue));
        Mandatory = url.GetBoolean(UrlOptions.Mandatory, options.Mandatory);
        TlsByScheme = url.Scheme is "amqps" || url.Scheme.EndsWith("+tls", StringComparison.Ordinal);
        Tls = TlsByScheme || url.GetBoolean(UrlOptions.Tls, options.Tls);
        TlsCaFile = url.Query.GetValueOrDefault(UrlOptions.TlsCaFile, options.TlsCaFile!);
        TlsServerName = options.TlsServerName;
        PublishChannels = options.PublishChannels;
        ConnectionName = options.ConnectionName ?? $"{AppDomain.CurrentDomain.FriendlyName}:{Environment.ProcessId}";
        HostTimeout = options.HostTimeout;
        ReconnectDelay = options.ReconnectDelay;
        MaxReconnectDelay = options.MaxReconnectDelay;
        CloseTimeout = options.CloseTimeout;
        VirtualHost = string.IsNullOrEmpty(url.VirtualHost) ? "/" : url.VirtualHost;
        Hosts = ReadHosts(url);
    }

    public bool DurableQueues { get; }

    public bool AutoDelete { get; }

    public bool QuorumQueues { get; }

    public int QuorumDeliveryLimit { get; }

    public TimeSpan TransientQueueTtl { get; }

    public TimeSpan Heartbeat { get; }

    public bool Mandatory { get; }

    public bool Tls { get; }

    public string? TlsCaFile { get; }

    public string? TlsServerName { get; }

    public int PublishChannels { get; }

    public string ConnectionName { get; }

    public TimeSpan HostTimeout { get; }

    public TimeSpan ReconnectDelay { get; }

    public TimeSpan MaxReconnectDelay { get; }

    public TimeSpan CloseTimeout { get; }

    public string VirtualHost { get; }

    public IReadOnlyList<BrokerHost> Hosts { get; }

    private bool TlsByScheme { get; }

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
