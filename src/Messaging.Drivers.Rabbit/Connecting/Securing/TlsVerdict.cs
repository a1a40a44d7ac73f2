using System.Security.Authentication;
using Messaging.Drivers.Rabbit.Settings;

namespace Messaging.Drivers.Rabbit.Connecting.Securing;

/// <summary>The table: how the broker ended a TLS handshake → what that means, and what to do.</summary>
internal static class TlsVerdict
{
    public static string Of(int alert, RabbitSettings settings, string name) => alert switch
    {
        TlsAlert.CertificateRequired => NeedsCertificate(settings),
        TlsAlert.HandshakeFailure when settings.TlsCertFile is null =>
            $"the broker refused the handshake. It may let in only clients that show a certificate: {SetCertificate} Or it has no TLS "
                + $"version and cipher in common with us: {CheckVersions(settings)}",
        TlsAlert.HandshakeFailure or TlsAlert.ProtocolVersion =>
            $"the broker has no TLS version and cipher in common with us. {CheckVersions(settings)}",
        TlsAlert.UnknownAuthority =>
            $"the broker does not know the authority that signed our certificate '{settings.TlsCertFile}'. Use a certificate of an "
                + "authority that it knows, or put that authority, and what is between, into its ssl_options.cacertfile.",
        TlsAlert.CertificateExpired =>
            $"for the broker our certificate '{settings.TlsCertFile}' is out of its time. Renew it, or put the clocks right.",
        TlsAlert.CertificateRevoked =>
            $"for the broker our certificate '{settings.TlsCertFile}' is revoked. Use another one.",
        TlsAlert.BadCertificate or TlsAlert.UnsupportedCertificate or TlsAlert.CertificateUnknown =>
            $"the broker does not take our certificate '{settings.TlsCertFile}'. Check that it is for clients (extended key usage "
                + "clientAuth), and what the broker's log says of it.",
        TlsAlert.UnrecognizedName =>
            $"the broker does not know the name '{name}'. Check the host in the transport URL, or RabbitOptions.Tls.ServerName.",
        _ => $"the broker ended the handshake with the TLS alert {alert}. Its log may say why.",
    };

    /// <summary>It was ended without a word, after all was well on our side.</summary>
    public static string OfSilence(RabbitSettings settings) =>
        "TLS was agreed upon, and then the connection was closed before we were let in. With TLS 1.3 a broker may do so when it does not "
            + (settings.TlsCertFile is { } file
                ? $"take our certificate '{file}': its authority has to be in the broker's ssl_options.cacertfile, and its time must not be over."
                : $"let in clients that show no certificate: {SetCertificate}")
            + " Its log says more.";

    private const string SetCertificate = "set ssl_cert_file and ssl_key_file, or RabbitOptions.Tls.CertFile and KeyFile.";

    private static string NeedsCertificate(RabbitSettings settings) => settings.TlsCertFile is { } file
        ? $"the broker lets in only clients that show a certificate, and did not take '{file}'. Check that it is for clients (extended key "
            + "usage clientAuth)."
        : $"the broker lets in only clients that show a certificate: {SetCertificate}";

    private static string CheckVersions(RabbitSettings settings) => settings.TlsProtocols == SslProtocols.None
        ? "check ssl_options.versions and ssl_options.ciphers of the broker."
        : $"ssl_version (RabbitOptions.Tls.Protocols) allows {settings.TlsProtocols} alone; compare ssl_options.versions of the broker.";
}
