using System.Security.Authentication;
using Messaging.Drivers.Rabbit.Settings;

namespace Messaging.Drivers.Rabbit.Connecting.Securing;

/// <summary>The table: the end of a TLS handshake → its meaning, and what to do.</summary>
internal static class TlsVerdict
{
    public static string Of(int alert, RabbitSettings settings, string name) => alert switch
    {
        TlsAlert.CertificateRequired => NeedsCertificate(settings),
        TlsAlert.HandshakeFailure when settings.TlsCertFile is null =>
            $"the broker refused the handshake. It may accept only clients with a certificate: {SetCertificate} Or it has no TLS "
                + $"version and cipher in common with this client: {CheckVersions(settings)}",
        TlsAlert.HandshakeFailure or TlsAlert.ProtocolVersion =>
            $"the broker has no TLS version and cipher in common with this client: {CheckVersions(settings)}",
        TlsAlert.UnknownAuthority =>
            $"the broker does not know the authority that signed the client certificate '{settings.TlsCertFile}'. Use a certificate from "
                + "an authority that it knows, or add that authority and the intermediate certificates to its ssl_options.cacertfile.",
        TlsAlert.CertificateExpired =>
            $"the broker says that the client certificate '{settings.TlsCertFile}' has expired or is not yet valid. Renew it, or correct "
                + "the clocks.",
        TlsAlert.CertificateRevoked =>
            $"the broker says that the client certificate '{settings.TlsCertFile}' is revoked. Use another one.",
        TlsAlert.BadCertificate or TlsAlert.UnsupportedCertificate or TlsAlert.CertificateUnknown =>
            $"the broker does not accept the client certificate '{settings.TlsCertFile}'. Check that it is for clients (extended key usage "
                + "clientAuth), and see the broker's log.",
        TlsAlert.UnrecognizedName =>
            $"the broker does not know the name '{name}'. Check the host in the transport URL, or RabbitOptions.Tls.ServerName.",
        _ => $"the broker ended the handshake with the TLS alert {alert}. Its log may say why.",
    };

    /// <summary>The broker closed the connection without an alert, after the handshake had succeeded on our side.</summary>
    public static string OfSilence(RabbitSettings settings) =>
        "the TLS handshake succeeded, but the connection was closed before the login was complete. With TLS 1.3 a broker may do so when it "
            + (settings.TlsCertFile is { } file
                ? $"does not accept the client certificate '{file}': its authority must be in the broker's ssl_options.cacertfile, and it "
                    + "must not have expired."
                : $"does not accept clients without a certificate: {SetCertificate}")
            + " See the broker's log.";

    private const string SetCertificate = "set ssl_cert_file and ssl_key_file, or RabbitOptions.Tls.CertFile and KeyFile.";

    private static string NeedsCertificate(RabbitSettings settings) => settings.TlsCertFile is { } file
        ? $"the broker accepts only clients with a certificate, and did not accept '{file}'. Check that it is for clients (extended key "
            + "usage clientAuth)."
        : $"the broker accepts only clients with a certificate: {SetCertificate}";

    private static string CheckVersions(RabbitSettings settings) => settings.TlsProtocols == SslProtocols.None
        ? "check the broker's ssl_options.versions and ssl_options.ciphers."
        : $"ssl_version (RabbitOptions.Tls.Protocols) allows only {settings.TlsProtocols}; compare it with the broker's "
            + "ssl_options.versions.";
}
