namespace Messaging.Drivers.Http;

/// <summary>The options of the HTTP driver, for <see cref="TransportOptions.DriverOptions"/>. Options in the URL take precedence.</summary>
/// <remarks>Read when the transport is created; later changes have no effect.</remarks>
public sealed class HttpOptions
{
    /// <summary>The most connections to each gateway. Over HTTP/1.1 each carries one call at a time, and others wait. In the URL:
    /// <c>connections</c>.</summary>
    /// <value>256.</value>
    public int Connections { get; set; } = 256;

    /// <summary>How long a gateway has to accept a connection, including the TLS handshake. In the URL: <c>connect_timeout</c>, in
    /// seconds.</summary>
    /// <value>5 seconds.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a call waits while no gateway can be reached, before it fails with <see cref="NoServerException"/>. In the URL:
    /// <c>grace</c>, in seconds.</summary>
    /// <value>2 seconds.</value>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a gateway that could not be reached is used only if there is no other. In the URL: <c>reconnect_delay</c>, in
    /// seconds.</summary>
    /// <value>3 seconds.</value>
    public TimeSpan ReconnectDelay { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Headers of every request, such as an API key for a proxy in front of the gateway.</summary>
    /// <value>Empty.</value>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the header <c>Authorization</c>, such as <c>Bearer ...</c>: called before every request, so that a token can be
    /// renewed; null for the user and the password of the URL. Called concurrently; an exception fails the call.</summary>
    /// <value>Null.</value>
    public Func<CancellationToken, ValueTask<string>>? Authorization { get; set; }

    /// <summary>A PEM file with the authorities that sign the gateways' certificates, instead of those of the system. In the URL:
    /// <c>ssl_ca_file</c>.</summary>
    /// <value>Null.</value>
    public string? TlsCaFile { get; set; }

    /// <summary>A PEM file with the client's own certificate, for gateways that require one. In the URL: <c>ssl_cert_file</c>.</summary>
    /// <value>Null.</value>
    public string? TlsCertFile { get; set; }

    /// <summary>The PEM file of its key; null when it is in the same file. In the URL: <c>ssl_key_file</c>.</summary>
    /// <value>Null.</value>
    public string? TlsKeyFile { get; set; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Connections, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ConnectTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(Grace, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(ReconnectDelay, TimeSpan.Zero);
    }
}
