using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Messaging.Drivers.Thrift.Securing;

/// <summary>Reads the files for TLS, and creates the options of either side of a connection.</summary>
internal static class TlsFiles
{
    /// <exception cref="ConnectionFailedException">A file cannot be read.</exception>
    public static SslClientAuthenticationOptions ForClient(ThriftSettings settings, string? host)
    {
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = host,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        };
        if (settings.TlsCertFile is { } file)
        {
            options.ClientCertificates = [Own(file, settings.TlsKeyFile)];
        }

        if (settings.TlsCaFile is { } authorities)
        {
            var policy =
                new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(Authorities(authorities));
            options.CertificateChainPolicy = policy;
        }

        return options;
    }

    /// <exception cref="ConnectionFailedException">There is no certificate, or it cannot be read.</exception>
    public static SslServerAuthenticationOptions ForServer(ThriftSettings settings)
    {
        var file = settings.TlsCertFile ?? throw new ConnectionFailedException(
            "A Thrift server with TLS needs a certificate. Set ssl_cert_file and ssl_key_file, or ThriftOptions.TlsCertFile and "
                + "TlsKeyFile.", isTransient: false);
        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(Own(file, settings.TlsKeyFile), Further(file), offline: true),
        };
    }

    private static X509Certificate2Collection Further(string file)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPemFile(file);
        return all;
    }

    private static X509Certificate2Collection Authorities(string file)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw Unreadable($"The file of certificate authorities '{file}' cannot be read: {e.Message} Check ssl_ca_file.", e);
        }

        return authorities.Count > 0 ? authorities : throw Unreadable($"There is no certificate in '{file}' (ssl_ca_file).", null);
    }

    private static X509Certificate2 Own(string file, string? keyFile)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPemFile(file, keyFile);

            // Windows accepts only keys from its own store; reloading as PKCS#12 puts the key there.
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw Unreadable(
                $"The certificate '{file}' cannot be read with its key{(keyFile is null ? "" : $" '{keyFile}'")}: {e.Message} "
                        + "Check ssl_cert_file and ssl_key_file: PEM files, with an unencrypted key.",
                e);
        }
    }

    private static ConnectionFailedException Unreadable(string message, Exception? error) => new(message, isTransient: false, error);
}
