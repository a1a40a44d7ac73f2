using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Messaging.Drivers.Rabbit.Securing;

/// <summary>Accepts the broker's certificate when an authority of the user's own file signed it, and its name is right.</summary>
internal sealed class OwnAuthority
{
    private readonly X509Certificate2Collection _authorities = [];

    private readonly SslPolicyErrors _acceptable;

    /// <param name="file">The PEM file.</param>
    /// <param name="acceptable">What is not held against the certificate.</param>
    /// <exception cref="ConnectionFailedException">The file cannot be read.</exception>
    public OwnAuthority(string file, SslPolicyErrors acceptable)
    {
        _acceptable = acceptable;
        try
        {
            _authorities.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new ConnectionFailedException(
                $"The file of certificate authorities '{file}' cannot be read: {e.Message} Check ssl_ca_file or RabbitOptions.TlsCaFile.",
                isTransient: false, e);
        }
    }

    public bool Accepts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        // The chain is judged below, by our authorities; a missing certificate or a wrong name is final.
        if (certificate is null || (errors & ~_acceptable & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
        {
            return false;
        }

        using var ours = new X509Chain();
        ours.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        ours.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        ours.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (chain is not null)
        {
            foreach (var element in chain.ChainElements)
            {
                ours.ChainPolicy.ExtraStore.Add(element.Certificate);
            }
        }

        return ours.Build(X509CertificateLoader.LoadCertificate(certificate.GetRawCertData()));
    }
}
