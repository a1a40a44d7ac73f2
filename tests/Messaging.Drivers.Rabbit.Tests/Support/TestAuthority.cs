using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Messaging.Drivers.Rabbit.Tests.Support;

/// <summary>
/// A certificate authority that nobody trusts by himself, and the certificates of one server and one client that it signed, as PEM files in a folder of their
/// own. Disposing removes the folder.
/// </summary>
public sealed class TestAuthority : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rabbit-tls-");

    /// <param name="names">Host names and addresses for which the server's certificate is good.</param>
    public TestAuthority(params IEnumerable<string> names)
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var start = DateTimeOffset.UtcNow.AddDays(-1);
        using var authority = Authority(authorityKey).CreateSelfSigned(start, start.AddDays(30));
        using var server = Server(serverKey, names, authority).Create(authority, start, start.AddDays(29), [1, 2, 3, 4, 5, 6, 7, 8]);
        File.WriteAllText(AuthorityFile, authority.ExportCertificatePem());
        File.WriteAllText(CertificateFile, server.ExportCertificatePem());
        File.WriteAllText(KeyFile, serverKey.ExportPkcs8PrivateKeyPem());
        using var clientKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var client = Client(clientKey, authority).Create(authority, start, start.AddDays(29), [8, 7, 6, 5, 4, 3, 2, 1]);
        File.WriteAllText(ClientCertificateFile, client.ExportCertificatePem());
        File.WriteAllText(ClientKeyFile, clientKey.ExportPkcs8PrivateKeyPem());
    }

    public string AuthorityFile => Path.Combine(_folder.FullName, "authority.pem");

    public string CertificateFile => Path.Combine(_folder.FullName, "server.pem");

    public string KeyFile => Path.Combine(_folder.FullName, "server-key.pem");

    /// <summary>The certificate of a client, named <c>peer</c>.</summary>
    public string ClientCertificateFile => Path.Combine(_folder.FullName, "client.pem");

    public string ClientKeyFile => Path.Combine(_folder.FullName, "client-key.pem");

    public void Dispose() => _folder.Delete(recursive: true);

    private static CertificateRequest Authority(ECDsa key)
    {
        var request = new CertificateRequest("CN=Authority of a test", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }

    private static CertificateRequest Client(ECDsa key, X509Certificate2 authority)
    {
        var request = new CertificateRequest("CN=peer", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ClientAuthentication)], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        return request;
    }

    private static CertificateRequest Server(ECDsa key, IEnumerable<string> names, X509Certificate2 authority)
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

        var request = new CertificateRequest("CN=Broker of a test", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        request.CertificateExtensions.Add(alternatives.Build());
        return request;
    }
}
