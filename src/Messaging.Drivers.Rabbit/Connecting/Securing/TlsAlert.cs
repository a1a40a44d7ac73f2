using System.Security.Cryptography;
using RabbitMQ.Client.Exceptions;

namespace Messaging.Drivers.Rabbit.Connecting.Securing;

/// <summary>The numbers of TLS alerts, which say why a handshake ended. Only OpenSSL passes them on, as part of its error number.</summary>
internal static class TlsAlert
{
    public const int HandshakeFailure = 40;
    public const int BadCertificate = 42;
    public const int UnsupportedCertificate = 43;
    public const int CertificateRevoked = 44;
    public const int CertificateExpired = 45;
    public const int CertificateUnknown = 46;
    public const int UnknownAuthority = 48;
    public const int ProtocolVersion = 70;
    public const int UnrecognizedName = 112;
    public const int CertificateRequired = 116;

    // OpenSSL 3 has the library in the bits from 23 on, 1.1 in those from 24 on; the reason is in the lower bits. Alerts begin at 1,000.
    private const int Ssl = 20;
    private const int ReasonMask = 0xFFF;
    private const int FirstAlert = 1_000;

    /// <summary>The alert behind an error, or null.</summary>
    public static int? Read(Exception? error)
    {
        for (; error is not null;
            error = error is OperationInterruptedException { ShutdownReason.Exception: { } cause } ? cause : error.InnerException)
        {
            var code = (uint)error.HResult;
            var reason = (int)(code & ReasonMask) - FirstAlert;
            if (error is CryptographicException && (code >> 23 == Ssl || code >> 24 == Ssl) && reason is >= 0 and <= byte.MaxValue)
            {
                return reason;
            }
        }

        return null;
    }
}
