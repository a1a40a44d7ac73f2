using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Messaging.Drivers.Http.Securing;

/// <summary>Reads the files for TLS.</summary>
internal static class ClientTls
{
    /// <exception cref="ConnectionFailedException">A file cannot be read.</exception>
    public static SslClientAuthenticationOptions Read(HttpSettings settings)
    {
        var options = new SslClientAuthenticationOptions();
        if (settings.TlsCertFile is { } file)
        {
            options.ClientCertificates = [ReadFile(file, "ssl_cert_file and ssl_key_file: PEM files, the key not encrypted", () =>
            {
                using var certificate = X509Certificate2.CreateFromPemFile(file, settings.TlsKeyFile);

                // Windows accepts only keys from its own store; this conversion puts the key there.
                return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
            })];
        }

        if (settings.TlsCaFile is { } authorities)
        {
            var policy =
                new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(ReadFile(authorities, "ssl_ca_file: a PEM file with at least one certificate", () =>
            {
                var all = new X509Certificate2Collection();
                all.ImportFromPemFile(authorities);
                return all.Count > 0 ? all : throw new CryptographicException("It contains no certificate.");
            }));
            options.CertificateChainPolicy = policy;
        }

        return options;
    }

    private static T ReadFile<T>(string file, string check, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new ConnectionFailedException($"The file '{file}' cannot be read: {e.Message} Check {check}.", isTransient: false, e);
        }
    }
}
