using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Messaging.Drivers.Amqp1.Tests.Support;

namespace Messaging.Drivers.Amqp1.Tests.OnBroker;

/// <summary>amqp1s:// to a broker that shows a certificate of its own authority.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly X509Certificate2 _certificate = Certify();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _certificate.Dispose();
        File.Delete(_file);
    }

    [Fact]
    public async Task The_authority_of_the_option_is_trusted()
    {
        using var broker = new ProcessBroker(_certificate);
        await File.WriteAllTextAsync(_file, _certificate.ExportCertificatePem(), Token);
        await using var transport = await OpenAsync($"amqp1s://guest:guest@127.0.0.1:{broker.Port}/?ssl_ca_file={_file}");
        var client = new RpcClient(transport, new Target { Topic = "nobody" });
        await Assert.ThrowsAsync<NoServerException>(() => client.CallAsync<int>(null, "add", cancellationToken: Token));
    }

    [Fact]
    public async Task Another_authority_is_not_and_the_error_says_what_to_check()
    {
        using var broker = new ProcessBroker(_certificate);
        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => OpenAsync($"amqp1s://guest:guest@127.0.0.1:{broker.Port}/"));
        Assert.False(error.IsTransient);
        Assert.Contains("ssl_ca_file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_logs_in_by_its_certificate()
    {
        using var own = Certify();
        var ownFile = Path.GetTempFileName();
        try
        {
            using var broker = new ProcessBroker(_certificate, own);
            await File.WriteAllTextAsync(_file, _certificate.ExportCertificatePem(), Token);
            using var key = own.GetRSAPrivateKey();
            await File.WriteAllTextAsync(ownFile, own.ExportCertificatePem() + "\n" + key!.ExportPkcs8PrivateKeyPem(), Token);
            var url = $"amqp1s://127.0.0.1:{broker.Port}/?ssl_ca_file={_file}&sasl_mechanism=external";

            await using var transport = await OpenAsync($"{url}&ssl_cert_file={ownFile}");
            await Assert.ThrowsAsync<NoServerException>(
                () => new RpcClient(transport, new Target { Topic = "nobody" }).CallAsync<int>(null, "add", cancellationToken: Token));
        }
        finally
        {
            File.Delete(ownFile);
        }
    }

    private static Task<Transport> OpenAsync(string url)
    {
        var drivers = new DriverRegistry();
        Amqp1Driver.Register(drivers);
        return Transport.OpenAsync(url, new TransportOptions { Drivers = drivers });
    }

    private static X509Certificate2 Certify()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=broker", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }
}
