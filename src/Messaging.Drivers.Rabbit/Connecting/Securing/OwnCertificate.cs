using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Messaging.Drivers.Rabbit.Connecting.Securing;

/// <summary>Reads the client certificate.</summary>
internal static class OwnCertificate
{
    /// <exception cref="ConnectionFailedException">The files cannot be read, or the key does not belong to the certificate.</exception>
    public static X509Certificate2 Load(string certificateFile, string? keyFile)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);

            // Windows accepts only keys from its own store; reloading as PKCS#12 puts the key there.
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new ConnectionFailedException(
                $"The certificate '{certificateFile}' cannot be read with its key{(keyFile is null ? "" : $" '{keyFile}'")}: {e.Message} "
                        + "Check ssl_cert_file and ssl_key_file, or RabbitOptions.Tls.CertFile and KeyFile: PEM files, with an "
                        + "unencrypted key.",
                isTransient: false, e);
        }
    }
}
