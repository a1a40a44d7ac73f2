namespace Messaging.Drivers.Http;

/// <summary>What a user may set on the HTTP driver, in <see cref="TransportOptions.DriverOptions"/>. Options in the URL win over these.</summary>
/// <remarks>Read when the transport is made; later changes have no effect.</remarks>
public sealed class HttpOptions
{
    /// <summary>How many connections to each gateway there may be. Over HTTP/1.1 each carries one call at a time, and others wait. In the URL:
    /// <c>connections</c>.</summary>
    /// <value>256.</value>
    public int Connections { get; set; } = 256;

    /// <summary>How long a gateway is given to take a connection, its TLS handshake included. In the URL: <c>connect_timeout</c>, in
    /// seconds.</summary>
    /// <value>5 seconds.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a call waits for gateways none of which can be reached, before it fails with <see cref="NoServerException"/>. In the
    /// URL: <c>grace</c>, in seconds.</summary>
    /// <value>2 seconds.</value>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a gateway that could not be reached is asked only when there is no other. In the URL: <c>reconnect_delay</c>, in
    /// seconds.</summary>
    /// <value>3 seconds.</value>
    public TimeSpan ReconnectDelay { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Headers of every request, such as a key of a gateway before the gateway.</summary>
    /// <value>Empty.</value>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the header <c>Authorization</c> says, such as <c>Bearer ...</c>: asked for before every request, so that a token can be renewed;
    /// null for the user and the password of the URL. Called concurrently; what it throws fails the call.</summary>
    /// <value>Null.</value>
    public Func<CancellationToken, ValueTask<string>>? Authorization { get; set; }

    /// <summary>A PEM file with the authorities that sign the gateways' certificates, in place of those of the system. In the URL:
    /// <c>ssl_ca_file</c>.</summary>
    /// <value>Null.</value>
    public string? TlsCaFile { get; set; }

    /// <summary>A PEM file with the client's own certificate, for gateways that want one. In the URL: <c>ssl_cert_file</c>.</summary>
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
