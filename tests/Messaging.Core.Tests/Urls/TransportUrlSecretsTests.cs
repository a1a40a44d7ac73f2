using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Messaging.Core.Tests.Urls;

public sealed class TransportUrlSecretsTests
{
    [Theory]
    [InlineData("rabbit://guest:hunter2@h:5672//", "rabbit://guest:***@h:5672//")]
    [InlineData("rabbit://a:x%40y@h1,b:z@[::1]:5,c:@h3/v", "rabbit://a:***@h1,b:***@[::1]:5,c:***@h3/v")]
    [InlineData("rabbit://:p@h/", "rabbit://:***@h/")]
    [InlineData("rabbit://u@h/", "rabbit://u@h/")]
    public void Printing_replaces_every_password(string url, string printed) => Assert.Equal(printed, TransportUrl.Parse(url).ToString());

    [Theory]
    [InlineData("password")]
    [InlineData("ssl_key_password")]
    [InlineData("sslPasswd")]
    [InlineData("PassPhrase")]
    [InlineData("client_secret")]
    [InlineData("oauth.token")]
    [InlineData("access-token")]
    [InlineData("curve_secret_key")]
    [InlineData("apikey")]
    [InlineData("credentials")]
    public void Printing_hides_options_whose_name_looks_secret(string name) =>
        Assert.Equal($"rabbit://h/?a=1&{name}=***", TransportUrl.Parse($"rabbit://h/?a=1&{name}=hunter2").ToString());

    [Theory]
    [InlineData("ssl_key_file")]
    [InlineData("ssl_keyfile")]
    [InlineData("password_file")]
    [InlineData("token_path")]
    [InlineData("heartbeat_timeout_threshold")]
    public void Printing_shows_paths_and_ordinary_options(string name) =>
        Assert.Equal($"rabbit://h/?{name}=x", TransportUrl.Parse($"rabbit://h/?{name}=x").ToString());

    [Fact]
    public void Printing_hides_an_option_that_is_a_url_with_user_info() =>
        Assert.Equal("rabbit://h/?proxy=***", TransportUrl.Parse("rabbit://h/?proxy=http://u:p%40x").ToString());

    [Fact]
    public void The_host_hides_its_password_when_printed_debugged_or_written_as_json()
    {
        var host = TransportUrl.Parse("rabbit://us%40er:hunter2@h:1/").Hosts[0];

        Assert.Equal("us%40er:***@h:1", host.ToString());
        Assert.Equal("hunter2", host.Password);
        Assert.DoesNotContain("hunter2", JsonSerializer.Serialize(host), StringComparison.Ordinal);
        var shown = typeof(TransportHost).GetProperty(nameof(host.Password))!.GetCustomAttribute<DebuggerBrowsableAttribute>();
        Assert.Equal(DebuggerBrowsableState.Never, shown!.State);
    }

    [Theory]
    [InlineData(typeof(TransportUrl))]
    [InlineData(typeof(TransportHost))]
    public void The_debugger_shows_the_printed_form(Type type) =>
        Assert.Equal("{ToString(),nq}", type.GetCustomAttribute<DebuggerDisplayAttribute>()!.Value);

    [Theory]
    [InlineData("rabbit://user:Zq1x")]
    [InlineData("rabbit://user:Zq1x/")]
    [InlineData("user:Zq1x@h/v")]
    [InlineData("Zq1x")]
    [InlineData("Zq1x@h:5672/v")]
    [InlineData("rabbit:user:Zq1x@h/v")]
    [InlineData("rabbit//user:Zq1x@h/v")]
    [InlineData("rabbit:///user:Zq1x@h/v")]
    [InlineData("rabbit://user:Zq1x/Zq2x@h/v")]
    [InlineData("rabbit://user:1/Zq2x@h/v")]
    [InlineData("rabbit://user:1?Zq=2x@h/v")]
    [InlineData("rabbit://user:1#Zq2x@h/v")]
    [InlineData("rabbit://user:Zq1x@Zq2x/Zq3x@h/v")]
    [InlineData("rabbit://user:Zq1x@Zq2x:Zq3x/Zq4x@h/v")]
    [InlineData("rabbit://user:Zq1x,Zq2x@h/v")]
    [InlineData("rabbit://user:1,Zq2x@h/v")]
    [InlineData("rabbit://user:Zq1x@Zq2x,Zq3x@h/v")]
    [InlineData("rabbit://user:Zq1x@h:Zq2x/v")]
    [InlineData("rabbit://user:Zq1x@h h/v")]
    [InlineData("rabbit://user:Zq1x:Zq2x")]
    [InlineData("rabbit://[user:Zq1x/v")]
    [InlineData("rabbit://user:Zq1x@[Zq2x/v")]
    [InlineData("rabbit://user:Zq1x@[Zq2x]/v")]
    [InlineData("rabbit://us er:Zq1x@h;h/v")]
    [InlineData("rabbit://user:%5Aq1x@h:Zq2x/v")]
    public void The_error_never_shows_what_may_be_a_piece_of_a_password(string url)
    {
        var error = Assert.Throws<InvalidTransportUrlException>(() => TransportUrl.Parse(url));

        Assert.DoesNotContain("Zq", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(error.Data);
    }
}
