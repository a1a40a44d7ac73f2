using System.Text.RegularExpressions;
using Messaging.Drivers.Rabbit.Tests.Support;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>Who we are, by certificate or by password, and where that lets us in.</summary>
[NeedsNode]
public sealed class LoginTests(TlsBroker broker) : BrokerTest(broker.Node), IClassFixture<TlsBroker>
{
    private const string Password = "s3cret-word";

    [Fact]
    public async Task The_certificate_says_who_we_are_and_no_password_is_needed()
    {
        await Node.AddUserAsync(Topic, Password);
        await Node.RunCtlAsync("clear_password", Topic);
        var transport = await OpenAsync(CertificateUrl(broker.IssueFor(Topic)));
        await ServeAsync(transport, new Calculator());

        Assert.Equal(3, await Client(transport).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        var users = await Node.ListAsync("connections", "user", "auth_mechanism");
        var ours = users.Where(c => c.GetProperty("user").GetString() == Topic).ToList();
        Assert.NotEmpty(ours);
        Assert.All(ours, c => Assert.Equal("EXTERNAL", c.GetProperty("auth_mechanism").GetString()));
    }

    [Fact]
    public async Task A_certificate_of_no_user_is_refused_and_works_once_there_is_one()
    {
        Log.Expect(5004);
        var certificate = broker.IssueFor(Topic);
        await using var transport = Transport.Create(CertificateUrl(certificate), Options());
        var error = await Assert.ThrowsAsync<ConnectionFailedException>(
            () => Client(transport, 600).CastAsync(null, "note", new { text = "x" }, Token));
        AssertRefused(error, "refused the client certificate as a login", $"'{certificate.File}'");

        await Node.AddUserAsync(Topic, Password);
        await Log.WaitForAsync(e => e.EventId.Id == 5001 && e.Message.Contains("publish", StringComparison.Ordinal));
        await Client(transport, 600).CastAsync(null, "note", new { text = "x" }, Token);
    }

    [Fact]
    public async Task A_broker_that_knows_no_login_by_certificate_says_which_it_knows()
    {
        Log.Expect(5004);
        using var authority = new TestAuthority();
        var (server, client) = (
            authority.Issue(new TestCertificate("broker") { Names = ["localhost"] }),
            authority.Issue(new TestCertificate("peer") { Usage = TestCertificate.ForClients }));
        var port = FreePorts.Next();
        await using var node = await RabbitNode.StartAsync(
            $"listeners.ssl.default = 127.0.0.1:{port}", $"ssl_options.cacertfile = {authority.AuthorityFile}",
            $"ssl_options.certfile = {server.File}", $"ssl_options.keyfile = {server.KeyFile}", "ssl_options.verify = verify_peer");

        var error = await FailAsync(
            $"rabbit+tls://localhost:{port}/?rabbit_login_method=EXTERNAL&ssl_ca_file={authority.AuthorityFile}"
                + $"&ssl_cert_file={client.File}&ssl_key_file={client.KeyFile}");

        // Which are offered beside these two, and in which order, is the broker's affair and differs between releases.
        AssertRefused(error, "it offers '", "rabbitmq_auth_mechanism_ssl");
        var offered = Regex.Match(error.Message, "it offers '([^']*)'").Groups[1].Value.Split(' ');
        Assert.Superset(new HashSet<string> { "AMQPLAIN", "PLAIN" }, offered.ToHashSet());
        Assert.DoesNotContain("EXTERNAL", offered);
    }

    [Fact]
    public async Task A_wrong_password_is_refused_and_not_told()
    {
        Log.Expect(5004);
        await Node.AddUserAsync(Topic, Password);
        var error = await FailAsync(PasswordUrl("another-s3cret", "/"));
        AssertRefused(error, $"refused user '{Topic}'", "Check the user and the password");
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
        Assert.All(Log.Entries, e => Assert.DoesNotContain("s3cret", e.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_virtual_host_that_is_not_there_and_one_that_is_closed_to_us_are_told_apart()
    {
        Log.Expect(5004);
        await Node.AddUserAsync(Topic, Password);
        AssertRefused(
            await FailAsync(PasswordUrl(Password, "/" + Topic)), $"has no virtual host '{Topic}'", $"rabbitmqctl add_vhost {Topic}");

        await Node.RunCtlAsync("add_vhost", Topic);
        AssertRefused(
            await FailAsync(PasswordUrl(Password, "/" + Topic)),
            $"does not allow user '{Topic}' in virtual host '{Topic}'", $"rabbitmqctl set_permissions --vhost {Topic} {Topic}");

        await Node.RunCtlAsync("set_permissions", "--vhost", Topic, Topic, ".*", ".*", ".*");
        await OpenAsync(PasswordUrl(Password, "/" + Topic));
    }

    [Fact]
    public async Task A_virtual_host_that_is_full_is_waited_for()
    {
        await Node.AddVirtualHostAsync(Topic);
        await Node.RunCtlAsync("set_vhost_limits", "--vhost", Topic, """{"max-connections": 0}""");
        var error = await FailAsync(PasswordUrl("guest", "/" + Topic, "guest"));
        Assert.True(error.IsTransient);
        Assert.Contains("accepts no more connections", error.Message, StringComparison.Ordinal);
        Assert.Contains("limit", error.Message, StringComparison.Ordinal);
    }

    private static void AssertRefused(ConnectionFailedException error, string what, string advice)
    {
        Assert.False(error.IsTransient, error.Message);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
    }

    private string CertificateUrl(IssuedCertificate certificate) =>
        $"rabbit+tls://localhost:{broker.TlsPort}/?rabbit_login_method=EXTERNAL&ssl_ca_file={broker.AuthorityFile}"
            + $"&ssl_cert_file={certificate.File}&ssl_key_file={certificate.KeyFile}";

    private string PasswordUrl(string password, string path, string? user = null) =>
        $"rabbit://{user ?? Topic}:{password}@127.0.0.1:{Node.Port}{path}";

    private Task<ConnectionFailedException> FailAsync(string url) => Assert.ThrowsAsync<ConnectionFailedException>(
        () => Transport.OpenAsync(url, Options(), Token).WaitAsync(WaitLimit.Default, Token));
}
