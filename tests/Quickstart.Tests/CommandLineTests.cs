namespace Quickstart.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("There is no command 'dance'. Known: tour, serve, call, keys.", "dance")]
    [InlineData("tour has no option --topic. Known: --url.", "--topic", "calc")]
    [InlineData("--url needs a value.", "--url")]
    [InlineData("--url is given twice.", "--url", "memory://", "--url=memory://")]
    [InlineData("serve needs --url.", "serve", "--topic", "calc")]
    [InlineData("serve does not know what to do with 'add'.", "serve", "--url", "memory://", "--topic", "calc", "add")]
    [InlineData("The method to call is missing.", "call", "--url", "memory://", "--topic", "calc")]
    [InlineData("'1' is no argument of a call. Write name=value.", "call", "--url", "memory://", "--topic", "calc", "add", "1")]
    [InlineData("The argument 'a' is given twice.", "call", "--url", "memory://", "--topic", "calc", "add", "a=1", "a=2")]
    [InlineData("--timeout is 'soon'. Write seconds, more than 0 and at most 86400.", "call", "--timeout", "soon", "--url", "memory://", "--topic", "calc", "add")]
    public async Task Bad_usage_is_named_prints_the_help_and_exits_with_2(string message, params string[] arguments)
    {
        var result = await Sample.RunAsync(arguments);

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Equal(message, result.Error.Split('\n')[0]);
        Assert.Contains("Usage:", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_that_was_asked_for_is_output()
    {
        var result = await Sample.RunAsync("--help");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Usage:", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("No driver is registered for 'rabit://'. Known: amqp, amqp1, amqp1s, amqps, h2c, http, https, kombu, memory, rabbit, rabbit+tls, thrift, thrift+http, thrift+https, thrifts, zmq, zmq+dns, zmq+ipc.", "rabit://localhost/")]
    [InlineData("The host of the transport URL has a port that is not a whole number from 1 to 65535.", "rabbit://localhost:99999/")]
    [InlineData("Nobody serves topic 'calc': 'add' could not be delivered.", "memory://")]
    public async Task What_cannot_be_done_is_one_line_and_exits_with_1(string start, string url)
    {
        var result = await Sample.RunAsync("call", "--url", url, "--topic", "calc", "add", "a=1", "b=2");

        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.StartsWith(start, Assert.Single(result.Error.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tour_has_no_servers_behind_HTTP()
    {
        var result = await Sample.RunAsync("--url", "http://127.0.0.1:8080/rpc");

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("Nothing can be served over http://, which calls gateways.", result.Error, StringComparison.Ordinal);
        Assert.Contains("MapRpc", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_are_written_once_and_only_their_owner_reads_the_secret()
    {
        var folder = Directory.CreateTempSubdirectory("quickstart-keys-").FullName;
        try
        {
            var name = Path.Combine(folder, "node");
            var first = await Sample.RunAsync("keys", name);
            var secret = await File.ReadAllTextAsync(name + ".key");
            var again = await Sample.RunAsync("keys", name);

            Assert.Equal((0, 2), (first.ExitCode, again.ExitCode));
            Assert.Contains((await File.ReadAllTextAsync(name + ".pub")).Trim(), first.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(secret.Trim(), first.Output, StringComparison.Ordinal);
            Assert.Equal(secret, await File.ReadAllTextAsync(name + ".key"));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(name + ".key"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
