using System.Security.Authentication;
using System.Text.Json;
using Messaging.Drivers.Rabbit.Tests.Support;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>What TLS promises: it works with the right certificate, and whatever is not right is refused, with what to do.</summary>
[NeedsNode]
public sealed class TlsTests(TlsBroker broker) : BrokerTest(broker.Node), IClassFixture<TlsBroker>
{
    [Theory]
    [InlineData("rabbit+tls", "localhost")]
    [InlineData("rabbit+tls", "127.0.0.1")]
    [InlineData("amqps", "localhost")]
    public async Task A_call_is_answered_when_the_authority_is_in_the_URL(string scheme, string host)
    {
        await CallAsync(await OpenAsync(
            $"{scheme}://guest:guest@{host}:{broker.TlsPort}/?ssl_ca_file={broker.AuthorityFile}", Named()));
        await AssertEncryptedAsync();
    }

    [Fact]
    public async Task A_call_is_answered_when_TLS_and_the_authority_are_options()
    {
        var options = new RabbitOptions { ConnectionName = Topic, Tls = { Enabled = true, CaFile = broker.AuthorityFile } };
        await CallAsync(await OpenAsync($"rabbit://guest:guest@localhost:{broker.TlsPort}/", options));
        await AssertEncryptedAsync();
    }

    [Fact]
    public async Task An_authority_that_nobody_named_is_refused()
    {
        Log.Expect(5004);
        AssertRefused(
            await FailAsync($"rabbit+tls://guest:guest@localhost:{broker.TlsPort}/"),
            "is signed by 'CN=Authority of a test', which this machine does not trust", "ssl_ca_file");
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused()
    {
        Log.Expect(5004);
        using var stranger = new TestAuthority();
        AssertRefused(
            await FailAsync(Url(authority: stranger.AuthorityFile)),
            $"is signed by 'CN=Authority of a test', which is not among the authorities in '{stranger.AuthorityFile}', or has a different key",
            "ssl_ca_file");
    }

    [Fact]
    public async Task A_file_of_authorities_that_is_not_there_or_holds_none_is_named()
    {
        Log.Expect(5004);
        foreach (var file in new[] { "/nowhere/authority.pem", broker.IssueFor("peer").KeyFile })
        {
            var error = await FailAsync(Url(authority: file));
            Assert.False(error.IsTransient);
            Assert.Contains($"'{file}'", error.Message, StringComparison.Ordinal);
            Assert.Contains("ssl_ca_file", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(TlsBroker.Misnamed, "its certificate is for 'other.example', '192.0.2.7', not for 'misnamed.example'", "RabbitOptions.Tls.ServerName")]
    [InlineData(TlsBroker.Expired, "the certificate 'CN=expired' is valid from", "Renew it")]
    [InlineData(TlsBroker.Early, "the certificate 'CN=early' is valid from", "clock")]
    [InlineData(TlsBroker.ForClients, "the certificate 'CN=client' is not for servers", "serverAuth")]
    public async Task A_certificate_that_is_not_good_is_refused_and_the_error_says_what_is_wrong(string name, string fault, string advice)
    {
        Log.Expect(5004);
        var error = await FailAsync(Url(), new RabbitOptions { Tls = { ServerName = name } });
        AssertRefused(error, fault, advice);
        Assert.DoesNotContain(" And the certificate", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TlsBroker.Second)]
    [InlineData(TlsBroker.ForAnything)]
    [InlineData(TlsBroker.Between)]
    public async Task The_broker_hears_the_name_that_we_expect_and_shows_the_certificate_for_it(string name) =>
        await CallAsync(await OpenAsync(Url(), new RabbitOptions { Tls = { ServerName = name } }));

    [Fact]
    public async Task Without_a_look_at_the_name_a_certificate_for_another_host_will_do_but_not_one_of_another_authority()
    {
        Log.Expect(5004);
        RabbitOptions Misnamed() => new() { Tls = { ServerName = TlsBroker.Misnamed, VerifyHostName = false } };
        await CallAsync(await OpenAsync(Url(), Misnamed()));
        using var stranger = new TestAuthority("Stranger");
        var error = await FailAsync(Url(authority: stranger.AuthorityFile), Misnamed());
        AssertRefused(error, "is signed by 'CN=Authority of a test'", stranger.AuthorityFile);
        Assert.DoesNotContain("other.example", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TLSv1_2", "tlsv1.2")]
    [InlineData("TLSv1_3", "tlsv1.3")]
    [InlineData("SSLv23", "tlsv1.3")]
    public async Task The_version_of_TLS_is_the_one_that_is_asked_for(string asked, string used)
    {
        await CallAsync(await OpenAsync(Url($"&ssl_version={asked}"), Named()));
        foreach (var connection in await ListOursAsync("ssl_protocol"))
        {
            Assert.Equal(used, connection.GetProperty("ssl_protocol").GetString());
        }
    }

    [Fact]
    public async Task A_version_of_TLS_that_the_broker_does_not_speak_is_refused()
    {
        Log.Expect(5004);
        var options = new RabbitOptions { Tls = { ServerName = TlsBroker.Old, Protocols = SslProtocols.Tls13 } };
        AssertRefused(await FailAsync(Url(), options), "no TLS version and cipher in common", "Tls13");
    }

    [Theory]
    [InlineData("TLSv1_2")]
    [InlineData("TLSv1_3")]
    public async Task A_broker_that_asks_who_we_are_is_shown_our_certificate(string version)
    {
        var known = broker.IssueFor("peer");
        await CallAsync(await OpenAsync(
            Url($"&ssl_version={version}&ssl_cert_file={known.File}&ssl_key_file={known.KeyFile}"),
            new RabbitOptions { Tls = { ServerName = TlsBroker.Strict } }));
    }

    [Fact]
    public async Task A_broker_that_gets_no_certificate_or_an_unknown_one_refuses_us()
    {
        Log.Expect(5004);
        using var stranger = new TestAuthority("Stranger");
        var unknown = stranger.Issue(new TestCertificate("peer") { Usage = TestCertificate.ForClients });
        var late = broker.IssueFor("peer", begins: -9);
        RabbitOptions Strict(SslProtocols version, IssuedCertificate? shown = null) => new()
        {
            Tls = { ServerName = TlsBroker.Strict, Protocols = version, CertFile = shown?.File, KeyFile = shown?.KeyFile },
        };

        var old = SslProtocols.Tls12;
        AssertRefused(await FailAsync(Url(), Strict(old)), "only clients with a certificate", "ssl_cert_file");
        AssertRefused(await FailAsync(Url(), Strict(old, unknown)), "does not know the authority", unknown.File);
        AssertRefused(await FailAsync(Url(), Strict(old, late)), "has expired", late.File);

        // By then we think that all is well, and may see the end of the connection before we see the reason: which we ask for then.
        var current = SslProtocols.Tls13;
        for (var i = 0; i < 5; i++)
        {
            AssertRefused(await FailAsync(Url(), Strict(current)), "only clients with a certificate", "ssl_cert_file");
            AssertRefused(await FailAsync(Url(), Strict(current, unknown)), "does not know the authority", unknown.File);
        }
    }

    [Fact]
    public async Task A_key_that_is_not_there_or_not_that_of_the_certificate_is_named()
    {
        Log.Expect(5004);
        var (known, other) = (broker.IssueFor("peer"), broker.IssueFor("other"));
        foreach (var key in new[] { "/nowhere/key.pem", other.KeyFile })
        {
            var error = await FailAsync(Url($"&ssl_cert_file={known.File}&ssl_key_file={key}"));
            Assert.False(error.IsTransient);
            Assert.Contains($"'{key}'", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_host_whose_TLS_is_not_good_does_not_keep_us_from_another()
    {
        Log.Expect(5004);
        var hosts = $"rabbit+tls://guest:guest@localhost:{Node.Port},guest:guest@localhost:{broker.TlsPort}/";
        await CallAsync(await OpenAsync($"{hosts}?ssl_ca_file={broker.AuthorityFile}", new() { Recovery = { FailoverStrategy = RabbitFailover.InOrder } }));

        var error = await FailAsync(hosts);
        Assert.False(error.IsTransient);
        Assert.Contains($"localhost:{Node.Port}", error.Message, StringComparison.Ordinal);
        Assert.Contains($"localhost:{broker.TlsPort}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TLS_to_the_plain_port_fails_and_names_the_port()
    {
        Log.Expect(5004);
        var error = await FailAsync($"rabbit+tls://guest:guest@localhost:{Node.Port}/?ssl_ca_file={broker.AuthorityFile}");
        Assert.Contains($"localhost:{Node.Port}", error.Message, StringComparison.Ordinal);
        Assert.Contains("that the port is the TLS port", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_AMQP_to_the_TLS_port_fails_and_names_the_port()
    {
        // A broker closes the connection, or waits for more, as it likes.
        var error = await FailAsync(
            $"rabbit://guest:guest@localhost:{broker.TlsPort}/", new RabbitOptions { Recovery = { HostTimeout = TimeSpan.FromSeconds(2) } });
        Assert.Contains($"localhost:{broker.TlsPort}", error.Message, StringComparison.Ordinal);
        Assert.Contains("whether it expects TLS", error.Message, StringComparison.Ordinal);
    }

    private void AssertRefused(ConnectionFailedException error, string fault, string advice)
    {
        Assert.False(error.IsTransient, error.ToString());
        Assert.Contains($"TLS with the broker at localhost:{broker.TlsPort} failed: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
    }

    private string Url(string query = "", string? authority = null) =>
        $"rabbit+tls://guest:guest@localhost:{broker.TlsPort}/?ssl_ca_file={authority ?? broker.AuthorityFile}{query}";

    private async Task CallAsync(Transport transport)
    {
        await using var server = new RpcServer(
            transport, new Target { Topic = Topic, Server = "s1" }, new RpcServerOptions(), new Calculator());
        await server.StartAsync(Token);
        Assert.Equal(3, await Client(transport).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
    }

    private async Task AssertEncryptedAsync() =>
        Assert.All(await ListOursAsync("ssl"), c => Assert.True(c.GetProperty("ssl").GetBoolean()));

    // The connections are found by their name: the broker may still list those of other tests.
    private async Task<IReadOnlyList<JsonElement>> ListOursAsync(string column)
    {
        var all = await Node.ListAsync("connections", "client_properties", column);
        var ours = all.Where(c => c.GetProperty("client_properties").GetRawText().Contains(Topic, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(ours);
        return ours;
    }

    private RabbitOptions Named() => new() { ConnectionName = Topic };

    private Task<ConnectionFailedException> FailAsync(string url, RabbitOptions? options = null) =>
        Assert.ThrowsAsync<ConnectionFailedException>(
            () => Transport.OpenAsync(url, Options(options), Token).WaitAsync(WaitLimit.Default, Token));
}
