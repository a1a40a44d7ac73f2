using System.Security.Authentication;

namespace Messaging.Drivers.Rabbit;

/// <summary>TLS to the broker: <see cref="RabbitOptions.Tls"/>.</summary>
/// <remarks>Read when the transport is created; later changes have no effect.</remarks>
public sealed class RabbitTlsOptions
{
    /// <summary>Whether to connect with TLS. In the URL: the schemes <c>rabbit+tls</c> and <c>amqps</c>, or <c>ssl=true</c>.</summary>
    /// <value>
    /// False. Setting another TLS option, here or in the URL, is then an error unless the URL turns TLS on. The URL cannot turn TLS off.
    /// </value>
    public bool Enabled { get; set; }

    /// <summary>
    /// A PEM file with the certificates of the authorities that may sign the broker's certificate. In the URL: <c>ssl_ca_file</c>.
    /// </summary>
    /// <value>Null: the authorities that the machine trusts.</value>
    public string? CaFile { get; set; }

    /// <summary>
    /// A PEM file that begins with the client certificate. The broker must know the intermediate certificates up to its authority. In the
    /// URL: <c>ssl_cert_file</c>.
    /// </summary>
    /// <value>Null: no client certificate.</value>
    public string? CertFile { get; set; }

    /// <summary>A PEM file with the unencrypted key of <see cref="CertFile"/>. In the URL: <c>ssl_key_file</c>.</summary>
    /// <value>Null: the key is in the certificate's file.</value>
    public string? KeyFile { get; set; }

    /// <summary>The name that the broker's certificate must have.</summary>
    /// <value>Null: the name of the host in the URL.</value>
    public string? ServerName { get; set; }

    /// <summary>
    /// Whether the broker's certificate must be for the name of the host. In the URL: <c>ssl_enforce_hostname_verification</c>.
    /// </summary>
    /// <value>True, as in oslo.messaging since 2026. The certificate's authority is checked in any case.</value>
    public bool VerifyHostName { get; set; } = true;

    /// <summary>
    /// The versions of TLS to accept. In the URL: <c>ssl_version</c>: <c>TLSv1_2</c>, <c>TLSv1_3</c>, or <c>SSLv23</c> for any.
    /// </summary>
    /// <value><see cref="SslProtocols.None"/>: the operating system chooses.</value>
    public SslProtocols Protocols { get; set; }
}
