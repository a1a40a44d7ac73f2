using System.Net;
using Messaging.Drivers.ZeroMq.Addressing;
using Messaging.Drivers.ZeroMq.Connections;
using Messaging.Drivers.ZeroMq.Security;

namespace Messaging.Drivers.ZeroMq;

/// <summary>The settings of one driver: the user's options, overridden by those of the URL. Immutable.</summary>
internal sealed class ZeroMqSettings
{
    public ZeroMqSettings(TransportUrl url, ZeroMqOptions options)
    {
        options.Validate();
        UrlOptions.Check(url);
        Grace = url.GetTimeSpan(UrlOptions.Grace, options.Grace);
        Heartbeat = url.GetTimeSpan(UrlOptions.Heartbeat, options.Heartbeat);
        HandshakeTimeout = NotZero(UrlOptions.HandshakeTimeout, url.GetTimeSpan(UrlOptions.HandshakeTimeout, options.HandshakeTimeout));
        ReconnectDelay = NotZero(UrlOptions.ReconnectDelay, url.GetTimeSpan(UrlOptions.ReconnectDelay, options.ReconnectDelay));
        MaxReconnectDelay = ReadMaxDelay(url, options.MaxReconnectDelay);
        MaxWaitingMessages = url.GetInt32(UrlOptions.MaxWaiting, options.MaxWaitingMessages, minimum: 1);
        MaxWaitingBytes = url.GetInt32(UrlOptions.MaxWaitingBytes, options.MaxWaitingBytes, minimum: 1);
        SendHighWaterMark = url.GetInt32(UrlOptions.SendHighWaterMark, options.SendHighWaterMark, minimum: 1);
        MemoryBudget = url.GetInt32(UrlOptions.MemoryBudget, options.MemoryBudget, minimum: 1);
        MaxUnreadBytes = url.GetInt32(UrlOptions.MaxUnreadBytes, options.MaxUnreadBytes, minimum: 1);
        Limits = new ConnectionLimits(SendHighWaterMark, MaxUnreadBytes, Heartbeat);
        MaxPendingHandshakes = url.GetInt32(UrlOptions.MaxPendingHandshakes, options.MaxPendingHandshakes, minimum: 1);
        MaxConnectionsPerAddress = url.GetInt32(UrlOptions.MaxConnectionsPerAddress, options.MaxConnectionsPerAddress, minimum: 1);
        CloseTimeout = options.CloseTimeout;
        Name = options.Name ?? $"{Environment.MachineName}:{Environment.ProcessId}";
        Addresses = AddressReader.Read(url);
        IsByName = url.Scheme == AddressReader.DnsScheme;
        DnsInterval = NotZero(UrlOptions.DnsInterval, url.GetTimeSpan(UrlOptions.DnsInterval, options.DnsInterval));
        Resolve = options.Resolve;
        Security = SecurityReader.Read(url, options);
    }

    public string Name { get; }

    public TimeSpan Grace { get; }

    public TimeSpan Heartbeat { get; }

    public TimeSpan HandshakeTimeout { get; }

    public TimeSpan ReconnectDelay { get; }

    public TimeSpan MaxReconnectDelay { get; }

    public TimeSpan CloseTimeout { get; }

    public int MaxWaitingMessages { get; }

    public int MaxWaitingBytes { get; }

    public int SendHighWaterMark { get; }

    public int MaxUnreadBytes { get; }

    public int MemoryBudget { get; }

    /// <summary>What connections tolerate of their peers.</summary>
    public ConnectionLimits Limits { get; }

    public int MaxPendingHandshakes { get; }

    public int MaxConnectionsPerAddress { get; }

    /// <summary>The addresses of the URL, in its order.</summary>
    public IReadOnlyList<PeerAddress> Addresses { get; }

    /// <summary>Whether the hosts are DNS names: each may have several addresses, which may change.</summary>
    public bool IsByName { get; }

    /// <summary>How often DNS names are resolved.</summary>
    public TimeSpan DnsInterval { get; }

    /// <summary>Resolves a DNS name.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; }

    /// <summary>How connections are secured.</summary>
    public SecurityPolicy Security { get; }

    /// <summary>A maximum set in code yields to a longer first wait in the URL; a maximum set in the URL itself is deliberate.</summary>
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

    private static TimeSpan NotZero(string name, TimeSpan value) => value > TimeSpan.Zero
        ? value
        : throw new InvalidTransportUrlException(
            TransportUrlPart.Query, $"Option '{name}' of the transport URL must be more than 0 seconds.");
}
