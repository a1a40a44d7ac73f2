using Messaging.Drivers.Thrift.Addressing;
using Messaging.Drivers.Thrift.Wire;
using Thrift;

namespace Messaging.Drivers.Thrift;

/// <summary>The settings of one driver: the user's options, overridden by those of the URL. Immutable.</summary>
internal sealed class ThriftSettings
{
    public ThriftSettings(TransportUrl url, ThriftOptions options, int maxMessageSize)
    {
        options.Validate();
        UrlOptions.Check(url);
        IsHttp = url.Scheme is "thrift+http" or "thrift+https";
        IsTls = url.Scheme is "thrifts" or "thrift+https";
        Hosts = ServerHost.Read(url, IsHttp);
        Path = "/" + (IsHttp ? url.VirtualHost : null);
        Services = new Dictionary<string, ThriftService>(options.Services, StringComparer.Ordinal);
        Dialect = ReadDialect(url);
        Multiplexed = url.Query.GetValueOrDefault(UrlOptions.Service);
        IsPipelined = url.GetBoolean(UrlOptions.Pipelining, false);
        Connections = url.GetInt32(UrlOptions.Connections, options.Connections, minimum: 1);
        Grace = url.GetTimeSpan(UrlOptions.Grace, options.Grace);
        ConnectTimeout = NotZero(url, UrlOptions.ConnectTimeout, options.ConnectTimeout);
        ReconnectDelay = NotZero(url, UrlOptions.ReconnectDelay, options.ReconnectDelay);
        var longest = url.GetTimeSpan(UrlOptions.MaxReconnectDelay, options.MaxReconnectDelay);
        MaxReconnectDelay = longest > ReconnectDelay ? longest : ReconnectDelay;
        HandshakeTimeout = NotZero(url, UrlOptions.HandshakeTimeout, options.HandshakeTimeout);
        MessageTimeout = NotZero(url, UrlOptions.MessageTimeout, options.MessageTimeout);
        Limits = new TConfiguration
        {
            MaxMessageSize = maxMessageSize,
            MaxFrameSize = url.GetInt32(UrlOptions.MaxFrameSize, options.MaxFrameSize, minimum: 64),
            RecursionLimit = url.GetInt32(UrlOptions.MaxDepth, options.MaxDepth, minimum: 1),
        };
        MaxInFlight = url.GetInt32(UrlOptions.MaxInFlight, options.MaxInFlight, minimum: 1);
        MaxClients = url.GetInt32(UrlOptions.MaxClients, options.MaxClients, minimum: 1);
        MaxPendingHandshakes = url.GetInt32(UrlOptions.MaxPendingHandshakes, options.MaxPendingHandshakes, minimum: 1);
        MaxWaiting = url.GetInt32(UrlOptions.MaxWaiting, options.MaxWaitingMessages, minimum: 1);
        ReusePort = url.GetBoolean(UrlOptions.ReusePort, options.ReusePort);
        Headers = new Dictionary<string, string>(options.Headers, StringComparer.OrdinalIgnoreCase);
        TlsCaFile = url.Query.GetValueOrDefault(UrlOptions.TlsCaFile, options.TlsCaFile!);
        TlsCertFile = url.Query.GetValueOrDefault(UrlOptions.TlsCertFile, options.TlsCertFile!);
        TlsKeyFile = url.Query.GetValueOrDefault(UrlOptions.TlsKeyFile, options.TlsKeyFile!);
        if (!IsTls && (TlsCaFile ?? TlsCertFile ?? TlsKeyFile) is not null)
        {
            throw new InvalidTransportUrlException(
                TransportUrlPart.Scheme, $"A {url.Scheme} URL is plain text, but a file for TLS is set. Write thrifts:// or "
                    + "thrift+https://, or leave the file out.");
        }
    }

    public bool IsHttp { get; }

    public bool IsTls { get; }

    public IReadOnlyList<ServerHost> Hosts { get; }

    /// <summary>The path of the service over HTTP.</summary>
    public string Path { get; }

    public IReadOnlyDictionary<string, ThriftService> Services { get; }

    /// <summary>The dialect that our clients speak. Our servers use the dialect of each client.</summary>
    public Dialect Dialect { get; }

    /// <summary>The prefix of method names; null for none.</summary>
    public string? Multiplexed { get; }

    public bool IsPipelined { get; }

    public int Connections { get; }

    public TimeSpan Grace { get; }

    public TimeSpan ConnectTimeout { get; }

    public TimeSpan ReconnectDelay { get; }

    public TimeSpan MaxReconnectDelay { get; }

    public TimeSpan HandshakeTimeout { get; }

    public TimeSpan MessageTimeout { get; }

    /// <summary>The maximum message size, frame size and nesting depth.</summary>
    public TConfiguration Limits { get; }

    public int MaxInFlight { get; }

    public int MaxClients { get; }

    public int MaxPendingHandshakes { get; }

    public int MaxWaiting { get; }

    public bool ReusePort { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    public string? TlsCaFile { get; }

    public string? TlsCertFile { get; }

    public string? TlsKeyFile { get; }

    /// <exception cref="InvalidTargetException">There is no Thrift service for the topic.</exception>
    public ThriftService ServiceOf(Target target) =>
        Services.GetValueOrDefault(target.Topic!) ?? Services.GetValueOrDefault(ThriftOptions.AnyTopic) ?? throw new InvalidTargetException(
            nameof(Target.Topic),
            $"No Thrift service is known for the topic '{target.Topic}'. Set "
                + $"{nameof(ThriftOptions)}.{nameof(ThriftOptions.Services)}[\"{target.Topic}\"] to "
                + $"{nameof(ThriftService)}.{nameof(ThriftService.Load)} of its .thrift file.",
            target);

    private Dialect ReadDialect(TransportUrl url)
    {
        var protocol = url.Query.GetValueOrDefault(UrlOptions.Protocol, "binary") switch
        {
            "binary" => WireProtocol.Binary,
            "compact" => WireProtocol.Compact,
            "json" => WireProtocol.Json,
            var other => throw Unknown(UrlOptions.Protocol, other, "binary, compact or json"),
        };
        return url.Query.GetValueOrDefault(UrlOptions.Transport, IsHttp ? "buffered" : "framed") switch
        {
            "framed" when !IsHttp => new Dialect(protocol, IsFramed: true, IsZlib: false),
            "buffered" => new Dialect(protocol, IsFramed: false, IsZlib: false),
            "zlib" when !IsHttp => new Dialect(protocol, IsFramed: false, IsZlib: true),
            var other => throw Unknown(
                UrlOptions.Transport, other, IsHttp ? "buffered, or left out: HTTP tells messages apart" : "framed, buffered or zlib"),
        };
    }

    private static InvalidTransportUrlException Unknown(string name, string value, string known) =>
        new(TransportUrlPart.Query, $"Option '{name}' of the transport URL must be {known}, got '{value}'.");

    private static TimeSpan NotZero(TransportUrl url, string name, TimeSpan otherwise) =>
        url.GetTimeSpan(name, otherwise) is var value && value > TimeSpan.Zero
            ? value
            : throw new InvalidTransportUrlException(
                TransportUrlPart.Query, $"Option '{name}' of the transport URL must be more than 0 seconds.");
}
