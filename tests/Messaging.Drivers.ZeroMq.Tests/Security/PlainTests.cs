using Messaging.DriverContract;
using Messaging.Drivers.ZeroMq.Tests.Interop;
using Messaging.Drivers.ZeroMq.Tests.Support;

namespace Messaging.Drivers.ZeroMq.Tests.Security;

/// <summary>Users and passwords: who has the right one comes in, and nobody else.</summary>
public sealed class PlainTests : ZeroMqTest
{
    private readonly int _port = FreePorts.Next();

    [Fact]
    public async Task One_url_with_a_user_serves_both_sides()
    {
        await ServeAsync(Url("ada:s3cret@"), "s", null, new RpcServerOptions(), Echo());

        Assert.Equal(1, await (await ClientAsync(Url("ada:s3cret@"))).CallAsync<int>(null, "echo", new { value = 1 }).WithinLimit());
    }

    [Fact]
    public async Task The_server_knows_the_user_that_calls()
    {
        var options = new ZeroMqOptions { CheckUser = (_, password) => password == "right" };
        await ServeAsync(Url(""), "s", options, new RpcServerOptions(), Who(call => $"{call.Caller!.Scheme} {call.Context.Caller!.Name}"));

        Assert.Equal("plain ada", await (await ClientAsync(Url("ada:right@"))).CallAsync<string>(null, "who").WithinLimit());
        Assert.Equal("plain bob", await (await ClientAsync(Url("bob:right@"))).CallAsync<string>(null, "who").WithinLimit());
    }

    [Fact]
    public async Task Without_security_nobody_is_vouched_for()
    {
        await ServeAsync(Url(""), "s", null, new RpcServerOptions(), Who(call => call.Caller?.Name));

        Assert.Null(await (await ClientAsync(Url(""))).CallAsync<string?>(null, "who").WithinLimit());
    }

    [Theory]
    [InlineData("ada:wrong@", "the user or the password is wrong")]
    [InlineData("bob:s3cret@", "the user or the password is wrong")]
    [InlineData("", "both must be the same")]
    public async Task Who_is_not_let_in_hears_why_and_no_password(string user, string reason)
    {
        await ServeAsync(Url("ada:s3cret@"), "s", null, new RpcServerOptions(), Echo());
        var client = await ClientAsync(Url(user));

        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => client.CallAsync(null, "echo").WithinLimit());

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Log.Expect("PeerRefused");
        Assert.DoesNotContain(Log.Entries, entry => entry.Message.Contains("s3cret", StringComparison.Ordinal) || entry.Message.Contains("wrong:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_that_logs_in_where_nobody_asks_for_it_is_refused()
    {
        await ServeAsync(Url(""), "s", null, new RpcServerOptions(), Echo());
        var client = await ClientAsync(Url("ada:s3cret@"));

        await Assert.ThrowsAsync<ConnectionFailedException>(() => client.CallAsync(null, "echo").WithinLimit());
        Log.Expect("PeerRefused");
    }

    [Fact]
    public async Task A_check_of_the_user_decides_and_may_fail()
    {
        var options = new ZeroMqOptions
        {
            CheckUser = (user, password) => user == "broken" ? throw new InvalidOperationException("no database") : password == user + "!",
        };
        await ServeAsync(Url(""), "s", options, new RpcServerOptions(), Echo());

        Assert.Equal(1, await (await ClientAsync(Url("ada:ada!@"))).CallAsync<int>(null, "echo", new { value = 1 }).WithinLimit());
        Assert.Equal(2, await (await ClientAsync(Url("bob:bob!@"))).CallAsync<int>(null, "echo", new { value = 2 }).WithinLimit());
        var error = await Record.ExceptionAsync(async () => await (await ClientAsync(Url("broken:x@"))).CallAsync("echo"));
        Assert.DoesNotContain("database", Assert.IsType<ConnectionFailedException>(error).Message, StringComparison.Ordinal);

        // The first refusal is told at once, those that follow after a minute.
        await Log.WaitForAsync(entry => entry.Message.Contains("no database", StringComparison.Ordinal));
        await Assert.ThrowsAsync<ConnectionFailedException>(async () => await (await ClientAsync(Url("ada:bob!@"))).CallAsync(null, "echo"));
        Log.Expect("PeerRefused");
    }

    [Fact]
    public async Task A_second_server_with_another_password_does_not_share_the_address()
    {
        await ServeAsync(Url("ada:one@"), "s", null, new RpcServerOptions(), Echo());

        var error = await Assert.ThrowsAsync<ConnectionFailedException>(
            () => ServeAsync(Url("ada:two@"), "t", null, new RpcServerOptions(), Echo()));

        Assert.Contains("another user", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zmq://ada:x@h1:5555,bob:x@h2:5555", "several users")]
    [InlineData("zmq://ada:{0}@h1:5555", "more than 255 bytes")]
    [InlineData("zmq://h1:5555,ada:x@h2:5555", "the first of them")]
    [InlineData("zmq://ada@h1:5555", "without a password")]
    [InlineData("zmq://ada:@h1:5555", "without a password")]
    [InlineData("zmq://:s3cret@h1:5555", "without a name")]
    [InlineData("zmq://:@*:5555", "without a name")]
    [InlineData("zmq://@*:5555", "without a name")]
    [InlineData("zmq+ipc://ada@/run/x.sock", "without a password")]
    [InlineData("zmq+tls://ada:s3cret@h1:5555", "Write zmq://ada:***@h1:5555/; its option curve_server_key_file")]
    [InlineData("zmq+curve://ada:s3cret@h1:5555", "Write zmq://ada:***@h1:5555/; its option curve_server_key_file")]
    [InlineData("zmq+dns+tls://ada:s3cret@h1:5555", "Write zmq://ada:***@h1:5555/; its option curve_server_key_file")]
    [InlineData("zmq://ada:s3cret@h1:5555?ssl=true", "no option 'ssl'")]
    [InlineData("zmq://ada:s3cret@h1:5555?curve_server_key_file", "has no value")]
    [InlineData("zmq://ada:s3cret@h1:5555?max_reconnect_delay=0.05", "max_reconnect_delay is 0.05 s")]
    public async Task A_user_that_cannot_be_is_an_error_of_the_url(string url, string reason)
    {
        var error = await Assert.ThrowsAsync<InvalidTransportUrlException>(
            () => OpenAsync(string.Format(null, url, new string('p', 256))));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Libzmq_logs_in_and_is_logged_in_to()
    {
        await ServeAsync(Url("ada:s3cret@"), "s", null, new RpcServerOptions(), Echo());
        var address = $"tcp://127.0.0.1:{_port}";
        LibzmqPeer.AssertOk(
            await LibzmqPeer.CallAsync(address, Topic, ["--plain", "ada:s3cret", "--at-once", "200", "--sizes", "1,100000"]), lines: 2, each: 200);
        Assert.Equal(4, (await LibzmqPeer.CallAsync(address, Topic, ["--plain", "ada:wrong", "--hello-timeout", "1"])).ExitCode);
        var port = FreePorts.Next();
        await using var peer = await LibzmqPeer.ServeAsync($"tcp://127.0.0.1:{port}", Topic, "--plain", "ada:s3cret");

        var client = await ClientAsync($"zmq://ada:s3cret@127.0.0.1:{port}");
        Assert.Equal(1, await client.CallAsync<int>(null, "echo", new { value = 1 }).WithinLimit());
    }

    private string Url(string user) => $"zmq://{user}127.0.0.1:{_port}";

    private static RpcMethod Who(Func<RpcInvocation, string?> tell) =>
        RpcMethod.Create<string?>("who", [], call => ValueTask.FromResult(tell(call)));
}
