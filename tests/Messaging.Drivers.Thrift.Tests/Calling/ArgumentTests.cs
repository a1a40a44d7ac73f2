using Messaging.Drivers.Thrift.Tests.Support;

namespace Messaging.Drivers.Thrift.Tests.Calling;

/// <summary>What a call cannot say is an error that says why, and nothing is sent.</summary>
public sealed class ArgumentTests : ThriftTest
{
    [Theory]
    [InlineData("add", """{"a": 2147483648, "b": 1}""", "The argument 'a' of 'add' is an i32, from -2147483648 to 2147483647, and 2147483648 does not fit.")]
    [InlineData("add", """{"a": "x", "b": 1}""", "The argument 'a' of 'add' is an i32, not the text \"x\".")]
    [InlineData("add", """{"a": 1.5, "b": 1}""", "does not fit")]
    [InlineData("add", """{"a": 1, "c": 1}""", "'add' has no argument 'c'. It takes a, b.")]
    [InlineData("is_warm", """{"colour": "green"}""", "is a Colour, which has no value 'green'. It has red, light_blue.")]
    [InlineData("reverse", """{"bytes": "?"}""", "not base64")]
    [InlineData("echo", """{"value": {"small": 200}}""", "The field 'small' of Everything is an i8, from -128 to 127, and 200 does not fit.")]
    [InlineData("echo", """{"value": {"inner": {"note": "x"}}}""", "'Inner' cannot be written without its field 'number', which is required.")]
    [InlineData("echo", """{"value": {"shape": {"circle": 1, "named": "x"}}}""", "The union Shape must have exactly one of its fields (circle, named, inner), but 2 were given.")]
    [InlineData("echo", """{"value": {"shape": {}}}""", "but 0 were given")]
    [InlineData("echo", """{"value": {"numbers": [1, null]}}""", "null, which Thrift does not allow there")]
    [InlineData("echo", """{"value": {"numbers": 1}}""", "is a list<i32>, not 1")]
    [InlineData("echo", """{"value": {"wrong": 1}}""", "Everything has no field 'wrong'")]
    [InlineData("note", """{"text": "x"}""", "'note' is oneway: it has no answer. Cast it.")]
    public async Task What_does_not_fit_is_said_before_anything_is_sent(string method, string arguments, string reason)
    {
        await ServeAsync(Url);
        var client = await ClientAsync(Url);

        var error = await Assert.ThrowsAsync<SerializationException>(() =>
            client.CallAsync(null, method, RpcValue.Parse(arguments).Properties.ToDictionary(one => one.Key, one => one.Value)));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }));
    }

    [Fact]
    public async Task What_Thrift_has_no_words_for_is_an_error()
    {
        var client = await ClientAsync(Url);

        var fanout = await Assert.ThrowsAsync<InvalidTargetException>(() => client.With(fanout: true).CastAsync(null, "note", new { text = "x" }));
        var server = await Assert.ThrowsAsync<InvalidTargetException>(() => client.With(server: "s").CallAsync(null, "nothing"));
        var version = await Assert.ThrowsAsync<InvalidTargetException>(() => client.With(version: "1.1").CallAsync(null, "nothing"));
        var topic = await Assert.ThrowsAsync<InvalidTargetException>(() => client.With(topic: "other").CallAsync(null, "nothing"));
        var context = await Assert.ThrowsAsync<SerializationException>(() => client.CallAsync(new RpcContext { ["user"] = "anna" }, "nothing"));
        var monitor = await Assert.ThrowsAsync<SerializationException>(() => client.With(callMonitorTimeout: TimeSpan.FromSeconds(5)).CallAsync(null, "nothing"));
        var cast = await Assert.ThrowsAsync<SerializationException>(() => client.CastAsync(null, "nothing"));

        Assert.Contains("no fanouts", fanout.Message, StringComparison.Ordinal);
        Assert.Contains("no servers by name", server.Message, StringComparison.Ordinal);
        Assert.Contains("no versions", version.Message.Replace("no namespaces and ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("ThriftService.Load", topic.Message, StringComparison.Ordinal);
        Assert.Contains("cannot carry 'user'", context.Message, StringComparison.Ordinal);
        Assert.Contains("no keep-alives", monitor.Message, StringComparison.Ordinal);
        Assert.Contains("Call it", cast.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<MethodNotFoundException>(() => client.CallAsync(null, "no_such_method"));
    }

    [Theory]
    [InlineData("thrift://127.0.0.1", "without a port")]
    [InlineData("thrift://127.0.0.1:1/path", "no path")]
    [InlineData("thrift://anna:secret@127.0.0.1:1", "no login")]
    [InlineData("thrift://127.0.0.1:1/?protocol=xml", "binary, compact or json")]
    [InlineData("thrift://127.0.0.1:1/?transport=http", "framed, buffered or zlib")]
    [InlineData("thrift+http://127.0.0.1:1/?transport=framed", "left out")]
    [InlineData("thrift://127.0.0.1:1/?ssl_ca_file=x", "plain text")]
    [InlineData("thrift://127.0.0.1:1/?conections=1", "connections")]
    public async Task A_url_with_a_part_that_has_no_meaning_is_an_error(string url, string reason)
    {
        var error = await Assert.ThrowsAsync<InvalidTransportUrlException>(() => OpenAsync(url));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }
}
