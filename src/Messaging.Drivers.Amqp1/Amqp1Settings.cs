using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Messaging.Drivers.Amqp1.Addressing;
using Messaging.Drivers.Amqp1.Connections;

namespace Messaging.Drivers.Amqp1;

/// <summary>The settings of one driver: the user's options, overridden by those of the URL. Immutable.</summary>
internal sealed class Amqp1Settings
{
    private const int Port = 5672;
    private const int TlsPort = 5671;
    private const string DefaultUser = "guest";

    public Amqp1Settings(TransportUrl url, Amqp1Options options)
    {
        options.Validate();
        UrlOptions.Check(url);
        OnlyReplyQueues = url.GetBoolean(UrlOptions.OnlyReplyQueues, options.OnlyReplyQueues);
        DurableQueues = url.GetBoolean(UrlOptions.DurableQueues, options.DurableQueues);
        TransientQueueTtl = url.GetTimeSpan(UrlOptions.TransientQueueTtl, options.TransientQueueTtl);
        Heartbeat = url.GetTimeSpan(UrlOptions.Heartbeat, options.Heartbeat);
        ConnectTimeout = NotZero(UrlOptions.ConnectTimeout, url.GetTimeSpan(UrlOptions.ConnectTimeout, options.ConnectTimeout));
        ReconnectDelay = NotZero(UrlOptions.ReconnectDelay, url.GetTimeSpan(UrlOptions.ReconnectDelay, options.ReconnectDelay));
        var longest = url.GetTimeSpan(UrlOptions.MaxReconnectDelay, options.MaxReconnectDelay);
        MaxReconnectDelay = longest > ReconnectDelay ? longest : ReconnectDelay;
        VirtualHost = string.IsNullOrEmpty(url.VirtualHost) ? "/" : url.VirtualHost;
        AddressedHost = url.VirtualHost ?? "";
        Dialect = UrlOptions.Choose(url, UrlOptions.Dialect, options.Dialect);
        Patterns = AddressPatterns.Read(url, options, Dialect, OnlyReplyQueues);
        HoldLimit = HoldLimitOf(url.GetTimeSpan(UrlOptions.LockDuration, options.LockDuration));
        Addressing = UrlOptions.Choose(url, UrlOptions.Addressing, options.Addressing);
        IsTls = url.Scheme == "amqp1s";
        var caFile = url.Query.GetValueOrDefault(UrlOptions.CaFile, options.CaFile ?? "");
        Authorities = caFile.Length == 0 ? null : ReadAuthorities(url, caFile);
        Mechanism = UrlOptions.Choose(url, UrlOptions.Mechanism, options.Mechanism);
        Certificate = OwnCertificate.Read(
            url, IsTls, Mechanism, url.Query.GetValueOrDefault(UrlOptions.CertificateFile, options.CertificateFile ?? ""),
            url.Query.GetValueOrDefault(UrlOptions.KeyFile, options.KeyFile ?? ""));
        Hosts = url.Hosts.Count == 0
            ? [new BrokerHost("localhost", IsTls ? TlsPort : Port, DefaultUser, DefaultUser)]
            : [.. url.Hosts.Select(host => new BrokerHost(
                host.Host, host.Port ?? (IsTls ? TlsPort : Port), host.User ?? DefaultUser,
                host.Password ?? (host.User is null ? DefaultUser : "")))];
    }

    public bool OnlyReplyQueues { get; }

    public bool DurableQueues { get; }

    public TimeSpan TransientQueueTtl { get; }

    public TimeSpan Heartbeat { get; }

    public TimeSpan ConnectTimeout { get; }

    public TimeSpan ReconnectDelay { get; }

    public TimeSpan MaxReconnectDelay { get; }

    /// <summary>How long servers may need to come back: they reconnect within the longest wait, and then declare their queues.</summary>
    public TimeSpan ServerGrace => MaxReconnectDelay + TimeSpan.FromSeconds(2);

    public string VirtualHost { get; }

    /// <summary>The virtual host, for dialects that have it in their addresses; empty when the URL names none.</summary>
    public string AddressedHost { get; }

    public Amqp1Dialect Dialect { get; }

    /// <summary>The addresses of the generic dialect.</summary>
    public AddressPatterns Patterns { get; }

    /// <summary>How long a server may hold a message, with a margin for the time in transit.</summary>
    public TimeSpan HoldLimit { get; }

    public Amqp1Addressing Addressing { get; }

    public bool IsTls { get; }

    /// <summary>The trusted authorities, or null for those of the machine.</summary>
    public X509Certificate2Collection? Authorities { get; }

    public Amqp1Mechanism Mechanism { get; }

    /// <summary>The client certificate, or null.</summary>
    public X509Certificate2? Certificate { get; }

    /// <summary>The hosts in the order of the URL.</summary>
    public IReadOnlyList<BrokerHost> Hosts { get; }

    private X509Certificate2Collection ReadAuthorities(TransportUrl url, string file)
    {
        if (!IsTls)
        {
            throw new InvalidTransportUrlException(
                TransportUrlPart.Scheme, $"Certificate authorities are given ({UrlOptions.CaFile}), but {url.Scheme}:// is plain text. "
                    + "Write amqp1s://.");
        }

        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(file);
            return authorities.Count > 0 ? authorities : throw new CryptographicException("it contains no certificate");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new InvalidTransportUrlException(
                TransportUrlPart.Query, $"The certificates of {UrlOptions.CaFile} cannot be read from '{file}': {e.Message}");
        }
    }

    private static TimeSpan HoldLimitOf(TimeSpan lockDuration) =>
        lockDuration == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : lockDuration * 2 / 3;

    private static TimeSpan NotZero(string name, TimeSpan value) => value > TimeSpan.Zero
        ? value
        : throw new InvalidTransportUrlException(
            TransportUrlPart.Query, $"Option '{name}' of the transport URL must be more than 0 seconds.");
}
