using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.Support;

/// <summary>A broker of the test's own that speaks TLS on one port and plain AMQP on another.</summary>
public sealed class TlsBroker : IAsyncLifetime
{
    private TestAuthority _authority = null!;

    /// <summary>The names in its certificate.</summary>
    public IReadOnlyList<string> Names { get; init; } = ["localhost", "127.0.0.1"];

    /// <summary>Whether it takes only clients that show a certificate of its authority.</summary>
    public bool AsksForCertificates { get; init; }

    public int TlsPort { get; } = FreePorts.Next();

    public RabbitNode Node { get; private set; } = null!;

    /// <summary>The PEM file of the authority that signed its certificate.</summary>
    public string AuthorityFile => _authority.AuthorityFile;

    public string ClientCertificateFile => _authority.ClientCertificateFile;

    public string ClientKeyFile => _authority.ClientKeyFile;

    public async ValueTask InitializeAsync()
    {
        _authority = new TestAuthority(Names);
        Node = await RabbitNode.StartAsync(
            $"listeners.ssl.default = 127.0.0.1:{TlsPort}",
            $"ssl_options.cacertfile = {_authority.AuthorityFile}",
            $"ssl_options.certfile = {_authority.CertificateFile}",
            $"ssl_options.keyfile = {_authority.KeyFile}",
            $"ssl_options.verify = {(AsksForCertificates ? "verify_peer" : "verify_none")}",
            $"ssl_options.fail_if_no_peer_cert = {(AsksForCertificates ? "true" : "false")}");
    }

    public async ValueTask DisposeAsync()
    {
        await (Node?.DisposeAsync() ?? default);
        _authority?.Dispose();
    }
}
