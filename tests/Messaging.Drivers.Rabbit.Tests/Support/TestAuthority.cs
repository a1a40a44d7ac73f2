using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Messaging.Drivers.Rabbit.Tests.Support;

/// <summary>
/// A certificate authority that nobody trusts by himself, and the certificates that it signs, as PEM files in a folder of their own.
/// Disposing removes the folder.
/// </summary>
public sealed class TestAuthority : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rabbit-tls-");
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;
    private byte _number;

    private readonly TestAuthority? _above;

    /// <param name="name">Its common name.</param>
    /// <param name="above">The authority that signs its own certificate; itself if null.</param>
    public TestAuthority(string name = "Authority of a test", TestAuthority? above = null)
    {
        _above = above;
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var (start, end) = (DateTimeOffset.UtcNow.AddDays(above is null ? -30 : -20), DateTimeOffset.UtcNow.AddDays(above is null ? 30 : 20));
        _certificate = above is null
            ? request.CreateSelfSigned(start, end)
            : request.Create(above._certificate, start, end, [2, ++above._number]).CopyWithPrivateKey(_key);
        File.WriteAllText(AuthorityFile, _certificate.ExportCertificatePem());
    }

    /// <summary>The PEM file of its own certificate.</summary>
    public string AuthorityFile => Path.Combine(_folder.FullName, "authority.pem");

    /// <summary>Signs a certificate. Its file leads up to the topmost authority, without that.</summary>
    public IssuedCertificate Issue(TestCertificate what)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var start = DateTimeOffset.UtcNow.AddDays(what.Begins);
        using var issued = Request(what, key).Create(_certificate, start, start.AddDays(2), [1, ++_number]);
        var files = new IssuedCertificate(
            Path.Combine(_folder.FullName, $"{_number}.pem"), Path.Combine(_folder.FullName, $"{_number}-key.pem"));
        File.WriteAllText(files.File, $"{issued.ExportCertificatePem()}\n{(_above is null ? "" : _certificate.ExportCertificatePem())}\n");
        File.WriteAllText(files.KeyFile, key.ExportPkcs8PrivateKeyPem());
        return files;
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _certificate.Dispose();
        _key.Dispose();
    }

    private CertificateRequest Request(TestCertificate what, ECDsa key)
    {
        var request = new CertificateRequest($"CN={what.Subject}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));
        if (what.Usage is { } usage)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        }

        if (what.Names.Count > 0)
        {
            request.CertificateExtensions.Add(Alternatives(what.Names));
        }

        return request;
    }

    private static X509Extension Alternatives(IEnumerable<string> names)
    {
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }

        return alternatives.Build();
    }
}
