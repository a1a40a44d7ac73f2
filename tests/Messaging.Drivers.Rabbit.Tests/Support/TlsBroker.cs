using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.Support;

/// <summary>
/// A broker of the test's own that speaks TLS on one port and plain AMQP on another. Which certificate it shows, and what it asks for,
/// depends on the name by which it is called (SNI). It lets clients in by password and by certificate.
/// </summary>
public sealed class TlsBroker : IAsyncLifetime
{
    /// <summary>Shows a certificate for that name alone.</summary>
    public const string Second = "second.example";

    /// <summary>Shows a certificate for another name.</summary>
    public const string Misnamed = "misnamed.example";

    /// <summary>Shows one whose time is over.</summary>
    public const string Expired = "expired.example";

    /// <summary>Shows one whose time has not come.</summary>
    public const string Early = "early.example";

    /// <summary>Shows one that is for clients.</summary>
    public const string ForClients = "for-clients.example";

    /// <summary>Shows one that does not say what it is for.</summary>
    public const string ForAnything = "for-anything.example";

    /// <summary>Lets nobody in who shows no certificate.</summary>
    public const string Strict = "strict.example";

    /// <summary>Shows one of an authority in between, and that authority's own.</summary>
    public const string Between = "between.example";

    /// <summary>Speaks TLS 1.2 alone.</summary>
    public const string Old = "old.example";

    private TestAuthority _authority = null!;
    private TestAuthority _between = null!;

    public int TlsPort { get; } = FreePorts.Next();

    public RabbitNode Node { get; private set; } = null!;

    /// <summary>The PEM file of the authority that signed its certificates.</summary>
    public string AuthorityFile => _authority.AuthorityFile;

    /// <summary>The certificate of a client whose login is its common name.</summary>
    public IssuedCertificate IssueFor(string login, int begins = -1) =>
        _authority.Issue(new TestCertificate(login) { Usage = TestCertificate.ForClients, Begins = begins });

    public async ValueTask InitializeAsync()
    {
        _authority = new TestAuthority();
        _between = new TestAuthority("In between", _authority);
        Node = await RabbitNode.StartAsync(new NodeSetup
        {
            Plugins = ["rabbitmq_auth_mechanism_ssl"],
            Configuration = ["auth_mechanisms.1 = PLAIN", "auth_mechanisms.2 = EXTERNAL", "ssl_cert_login_from = common_name"],
            Advanced = $$"""
                [{rabbit, [
                    {ssl_listeners, [{"127.0.0.1", {{TlsPort}}}]},
                    {ssl_options, [
                        {cacertfile, "{{AuthorityFile}}"}, {verify, verify_peer}, {fail_if_no_peer_cert, false},
                        {{Certificate(new("broker") { Names = ["localhost", "127.0.0.1"] })}},
                        {sni_hosts, [
                            {"{{Second}}", [{{Certificate(new(Second) { Names = [Second] })}}]},
                            {"{{Misnamed}}", [{{Certificate(new("misnamed") { Names = ["other.example", "192.0.2.7"] })}}]},
                            {"{{Expired}}", [{{Certificate(new("expired") { Names = [Expired], Begins = -9 })}}]},
                            {"{{Early}}", [{{Certificate(new("early") { Names = [Early], Begins = 9 })}}]},
                            {"{{ForClients}}", [{{Certificate(new("client") { Names = [ForClients], Usage = TestCertificate.ForClients })}}]},
                            {"{{ForAnything}}", [{{Certificate(new("any") { Names = [ForAnything], Usage = null })}}]},
                            {"{{Between}}", [{{Certificate(new("between") { Names = [Between] }, _between)}}]},
                            {"{{Old}}", [{{Certificate(new("old") { Names = [Old] })}}, {versions, ['tlsv1.2']}]},
                            {"{{Strict}}", [
                                {{Certificate(new("strict") { Names = [Strict] })}}, {cacertfile, "{{AuthorityFile}}"},
                                {verify, verify_peer}, {fail_if_no_peer_cert, true}
                            ]}
                        ]}
                    ]}
                ]}].
                """,
        });
    }

    public async ValueTask DisposeAsync()
    {
        await (Node?.DisposeAsync() ?? default);
        _between?.Dispose();
        _authority?.Dispose();
    }

    private string Certificate(TestCertificate what, TestAuthority? by = null)
    {
        var issued = (by ?? _authority).Issue(what);
        return $$"""{certfile, "{{issued.File}}"}, {keyfile, "{{issued.KeyFile}}"}""";
    }
}
