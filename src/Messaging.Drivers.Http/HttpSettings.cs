using Messaging.Drivers.Http.Addressing;

namespace Messaging.Drivers.Http;

/// <summary>The settings of a driver: the user's options, overridden by those of the URL. Immutable.</summary>
internal sealed class HttpSettings
{
    public HttpSettings(TransportUrl url, HttpOptions options, int maxMessageSize)
    {
        options.Validate();
        UrlOptions.Check(url);
        Scheme = url.Scheme;
        IsTls = url.Scheme == "https";
        Hosts = GatewayAddress.Read(url);
        MaxMessageSize = maxMessageSize;
        Connections = url.GetInt32(UrlOptions.Connections, options.Connections, minimum: 1);
        ConnectTimeout = url.GetTimeSpan(UrlOptions.ConnectTimeout, options.ConnectTimeout) is var timeout && timeout > TimeSpan.Zero
            ? timeout
            : throw new InvalidTransportUrlException(
                TransportUrlPart.Query, $"Option '{UrlOptions.ConnectTimeout}' of the transport URL must be more than 0 seconds.");
        Grace = url.GetTimeSpan(UrlOptions.Grace, options.Grace);
        ReconnectDelay = url.GetTimeSpan(UrlOptions.ReconnectDelay, options.ReconnectDelay);
        Headers = new Dictionary<string, string>(options.Headers, StringComparer.OrdinalIgnoreCase);
        Authorization = options.Authorization;
        TlsCaFile = url.Query.GetValueOrDefault(UrlOptions.TlsCaFile, options.TlsCaFile!);
        TlsCertFile = url.Query.GetValueOrDefault(UrlOptions.TlsCertFile, options.TlsCertFile!);
        TlsKeyFile = url.Query.GetValueOrDefault(UrlOptions.TlsKeyFile, options.TlsKeyFile!);
        if (!IsTls && (TlsCaFile ?? TlsCertFile ?? TlsKeyFile) is not null)
        {
            throw new InvalidTransportUrlException(
                TransportUrlPart.Scheme, $"A {url.Scheme} URL is plain text, and a file for TLS is set. Write https://, or leave it out.");
        }
    }

    public string Scheme { get; }

    public bool IsTls { get; }

    public IReadOnlyList<GatewayAddress> Hosts { get; }

    public int MaxMessageSize { get; }

    public int Connections { get; }

    public TimeSpan ConnectTimeout { get; }

    public TimeSpan Grace { get; }

    public TimeSpan ReconnectDelay { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    public Func<CancellationToken, ValueTask<string>>? Authorization { get; }

    public string? TlsCaFile { get; }

    public string? TlsCertFile { get; }

    public string? TlsKeyFile { get; }
}
