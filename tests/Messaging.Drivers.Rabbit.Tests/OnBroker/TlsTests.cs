using Messaging.Drivers.Rabbit.Tests.Support;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>What TLS promises: it works with the right certificate, and whatever is not right is refused, with what to do.</summary>
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
        var options = new RabbitOptions { ConnectionName = Topic, Tls = true, TlsCaFile = broker.AuthorityFile };
        await CallAsync(await OpenAsync($"rabbit://guest:guest@localhost:{broker.TlsPort}/", options));
        await AssertEncryptedAsync();
    }

    [Fact]
    public async Task An_authority_that_nobody_named_is_refused()
    {
        Log.Expect(5004);
        AssertRefused(await FailAsync($"rabbit+tls://guest:guest@localhost:{broker.TlsPort}/"), "localhost", broker.TlsPort);
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused()
    {
        Log.Expect(5004);
        using var stranger = new TestAuthority("localhost");
        var error = await FailAsync($"rabbit+tls://guest:guest@localhost:{broker.TlsPort}/?ssl_ca_file={stranger.AuthorityFile}");
        AssertRefused(error, "localhost", broker.TlsPort);
    }

    [Fact]
    public async Task A_file_of_authorities_that_is_not_there_is_named()
    {
        Log.Expect(5004);
        var error = await FailAsync($"rabbit+tls://guest:guest@localhost:{broker.TlsPort}/?ssl_ca_file=/nowhere/authority.pem");
        Assert.False(error.IsTransient);
        Assert.Contains("'/nowhere/authority.pem'", error.Message, StringComparison.Ordinal);
        Assert.Contains("ssl_ca_file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_refused_unless_its_name_is_the_one_that_we_expect()
    {
        Log.Expect(5004);
        await using var other = new TlsBroker { Names = ["other.example"] };
        await other.InitializeAsync();
        var url = $"rabbit+tls://guest:guest@localhost:{other.TlsPort}/?ssl_ca_file={other.AuthorityFile}";

        AssertRefused(await FailAsync(url), "localhost", other.TlsPort);
        AssertRefused(await FailAsync(url, new RabbitOptions { TlsServerName = "third.example" }), "localhost", other.TlsPort);

        await using var transport = await Transport.OpenAsync(
            url, Options(new RabbitOptions { TlsServerName = "other.example" }), Token);
        await CallAsync(transport);
    }

    [Fact]
    public async Task Without_a_look_at_the_name_a_certificate_for_another_host_will_do_but_not_one_of_another_authority()
    {
        Log.Expect(5004);
        await using var other = new TlsBroker { Names = ["other.example"] };
        await other.InitializeAsync();
        var url = $"rabbit://guest:guest@localhost:{other.TlsPort}/?ssl=true&ssl_enforce_hostname_verification=false&ssl_ca_file=";
        await using var transport = await Transport.OpenAsync(url + other.AuthorityFile, Options(), Token);
        await CallAsync(transport);
        AssertRefused(await FailAsync(url + broker.AuthorityFile), "localhost", other.TlsPort);
    }

    [Fact]
    public async Task A_broker_that_asks_who_we_are_is_shown_our_certificate()
    {
        Log.Expect(5004);
        await using var asking = new TlsBroker { AsksForCertificates = true };
        await asking.InitializeAsync();
        var url = $"rabbit+tls://guest:guest@localhost:{asking.TlsPort}/?ssl_version=TLSv1_2&ssl_ca_file={asking.AuthorityFile}";
        await using var transport = await Transport.OpenAsync(
            $"{url}&ssl_cert_file={asking.ClientCertificateFile}&ssl_key_file={asking.ClientKeyFile}", Options(), Token);
        await CallAsync(transport);

        await FailAsync(url);
        var error = await FailAsync($"{url}&ssl_cert_file={asking.ClientCertificateFile}&ssl_key_file=/nowhere/key.pem");
        Assert.Contains("'/nowhere/key.pem'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TLS_to_the_plain_port_fails_and_names_the_port()
    {
        Log.Expect(5004);
        var error = await FailAsync($"rabbit+tls://guest:guest@localhost:{Node.Port}/?ssl_ca_file={broker.AuthorityFile}");
        Assert.Contains($"localhost:{Node.Port}", error.Message, StringComparison.Ordinal);
        Assert.Contains("that the port is the one for TLS", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_AMQP_to_the_TLS_port_fails_and_names_the_port()
    {
        var error = await FailAsync($"rabbit://guest:guest@localhost:{broker.TlsPort}/");
        Assert.Contains($"localhost:{broker.TlsPort}", error.Message, StringComparison.Ordinal);
        Assert.Contains("whether a TLS port is spoken to without TLS", error.Message, StringComparison.Ordinal);
    }

    private static void AssertRefused(ConnectionFailedException error, string host, int port)
    {
        Assert.False(error.IsTransient);
        Assert.Contains($"TLS with the broker at {host}:{port} failed", error.Message, StringComparison.Ordinal);
        Assert.Contains("names the host", error.Message, StringComparison.Ordinal);
        Assert.Contains("ssl_ca_file", error.Message, StringComparison.Ordinal);
    }

    private async Task CallAsync(Transport transport)
    {
        await using var server = new RpcServer(
            transport, new Target { Topic = Topic, Server = "s1" }, new RpcServerOptions(), new Calculator());
        await server.StartAsync(Token);
        Assert.Equal(3, await Client(transport).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
    }

    // The connections are found by their name: the broker may still list those of other tests.
    private async Task AssertEncryptedAsync()
    {
        var all = await Node.ListAsync("connections", "client_properties", "ssl");
        var ours = all.Where(c => c.GetProperty("client_properties").GetRawText().Contains(Topic, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(ours);
        Assert.All(ours, c => Assert.True(c.GetProperty("ssl").GetBoolean()));
    }

    private RabbitOptions Named() => new() { ConnectionName = Topic };

    private Task<ConnectionFailedException> FailAsync(string url, RabbitOptions? options = null) =>
        Assert.ThrowsAsync<ConnectionFailedException>(
            () => Transport.OpenAsync(url, Options(options), Token).WaitAsync(WaitLimit.Default, Token));
}
