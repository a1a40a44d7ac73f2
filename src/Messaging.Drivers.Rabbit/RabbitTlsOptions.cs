using System.Security.Authentication;

namespace Messaging.Drivers.Rabbit;

/// <summary>TLS to the broker: <see cref="RabbitOptions.Tls"/>.</summary>
/// <remarks>Read when the transport is made; later changes have no effect.</remarks>
public sealed class RabbitTlsOptions
{
    /// <summary>Whether to connect with TLS. In the URL: the schemes <c>rabbit+tls</c> and <c>amqps</c>, or <c>ssl=true</c>.</summary>
    /// <value>False; then an option of TLS, here or in the URL, is an error unless the URL turns TLS on. The URL cannot turn it off.</value>
    public bool Enabled { get; set; }

    /// <summary>A PEM file with the certificates of the authorities that may sign the broker's certificate. In the URL: <c>ssl_ca_file</c>.</summary>
    /// <value>Null: the authorities that the machine trusts.</value>
    public string? CaFile { get; set; }

    /// <summary>
    /// A PEM file that begins with the certificate by which we show who we are. The broker has to know what leads to its authority. In the
    /// URL: <c>ssl_cert_file</c>.
    /// </summary>
    /// <value>Null: we show none.</value>
    public string? CertFile { get; set; }

    /// <summary>A PEM file with the key of <see cref="CertFile"/>, not encrypted. In the URL: <c>ssl_key_file</c>.</summary>
    /// <value>Null: the key is in the file of the certificate.</value>
    public string? KeyFile { get; set; }

    /// <summary>The name that the broker's certificate must have.</summary>
    /// <value>Null: the host's name in the URL.</value>
    public string? ServerName { get; set; }

    /// <summary>Whether the name in the broker's certificate must be the host's. In the URL: <c>ssl_enforce_hostname_verification</c>.</summary>
    /// <value>True, as in oslo.messaging since 2026. Its authority is looked at in any case.</value>
    public bool VerifyHostName { get; set; } = true;

    /// <summary>The versions of TLS to accept. In the URL: <c>ssl_version</c>, one of <c>TLSv1_2</c>, <c>TLSv1_3</c>, and <c>SSLv23</c> for any.</summary>
    /// <value><see cref="SslProtocols.None"/>: what the machine finds good.</value>
    public SslProtocols Protocols { get; set; }
}
