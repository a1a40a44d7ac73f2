using System.Security.Authentication;
using System.Security.Cryptography;
using Messaging.Drivers.Rabbit.Connecting;
using Messaging.Drivers.Rabbit.Connecting.Securing;
using Messaging.Drivers.Rabbit.Settings;

namespace Messaging.Drivers.Rabbit.Tests.Connecting.Securing;

public sealed class TlsVerdictTests
{
    private static readonly BrokerHost Host = new("broker.example", 5671, "alice", "secret");

    [Theory]
    [InlineData(40, null, "ssl_cert_file")]
    [InlineData(40, "/our.pem", "no TLS version and cipher in common")]
    [InlineData(42, "/our.pem", "does not accept the client certificate '/our.pem'")]
    [InlineData(44, "/our.pem", "revoked")]
    [InlineData(45, "/our.pem", "has expired")]
    [InlineData(48, "/our.pem", "authority that signed the client certificate '/our.pem'")]
    [InlineData(70, null, "allows only Tls13")]
    [InlineData(112, null, "RabbitOptions.Tls.ServerName")]
    [InlineData(116, null, "only clients with a certificate")]
    [InlineData(116, "/our.pem", "did not accept '/our.pem'")]
    [InlineData(80, null, "TLS alert 80")]
    public void Each_alert_says_what_is_wrong_and_what_to_do(int alert, string? certificate, string part)
    {
        var settings = new RabbitSettings(
            TransportUrl.Parse("rabbit+tls://broker.example"),
            new RabbitOptions { Tls = { CertFile = certificate, Protocols = SslProtocols.Tls13 } });
        var check = new CertificateCheck(settings, "broker.example", authorities: null);
        var failure = new AuthenticationException("see inner", new IOException("x", new OpenSslError(0x0A000000 + 1000 + alert)));

        var error = ConnectionVerdict.Of(new IOException("y", failure), Host, settings, check);
        Assert.False(error.IsTransient);
        Assert.StartsWith("TLS with the broker at broker.example:5671 failed: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.True(ConnectionVerdict.IsOfHostAlone(error));
    }

    [Theory]
    [InlineData(0x0A000418, 48)]
    [InlineData(0x14094418, 48)]
    [InlineData(0x0A00045C, 116)]
    [InlineData(0x0A000086, null)]
    [InlineData(0x0B000418, null)]
    public void The_number_of_an_alert_is_in_that_of_the_error_of_both_versions_of_OpenSSL(int code, int? alert) =>
        Assert.Equal(alert, TlsAlert.Read(new AuthenticationException("x", new OpenSslError(code))));

    /// <summary>As the runtime reports one.</summary>
    private sealed class OpenSslError : CryptographicException
    {
        public OpenSslError(int code) => HResult = code;
    }
}
