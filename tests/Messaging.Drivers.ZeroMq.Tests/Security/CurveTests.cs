using Messaging.DriverContract;
using Messaging.Drivers.ZeroMq.Security.Curve;
using Messaging.Drivers.ZeroMq.Tests.Interop;
using Messaging.Drivers.ZeroMq.Tests.Support;

namespace Messaging.Drivers.ZeroMq.Tests.Security;

/// <summary>Keys: who has the right ones comes in, and nobody on the way reads or changes anything.</summary>
public sealed class CurveTests : ZeroMqTest
{
    private static readonly ZeroMqKeyPair Server = ZeroMqKeyPair.Generate();
    private static readonly ZeroMqKeyPair Client = ZeroMqKeyPair.Generate();

    private readonly int _port = FreePorts.Next();

    private string Url => $"zmq://127.0.0.1:{_port}";

    private string Address => $"tcp://127.0.0.1:{_port}";

    [Fact]
    public async Task A_client_that_knows_the_server_calls_it_at_any_size()
    {
        await ServeAsync(_port, "s", new ZeroMqOptions { CurveSecretKey = Server.SecretKey }, Echo());
        var client = await ClientAsync(Url, ToServer());

        foreach (var size in new[] { 1, 222, 223, 8_191, 1_000_000, 20_000_000 })
        {
            var value = new string('x', size);
            Assert.True(value == await client.CallAsync<string>(null, "echo", new { value }).WaitAsync(WaitLimit.Start), $"{size} bytes");
        }
    }

    [Fact]
    public async Task Only_the_clients_of_the_list_are_let_in()
    {
        var options = new ZeroMqOptions { CurveSecretKey = Server.SecretKey, CurveAllowedClients = [Client.PublicKey] };
        await ServeAsync(_port, "s", options, Echo());

        Assert.Equal(1, await (await ClientAsync(Url, ToServer(Client))).CallAsync<int>(null, "echo", new { value = 1 }).WithinLimit());
        Assert.Contains("is not allowed", await RefusalAsync(ToServer(ZeroMqKeyPair.Generate())), StringComparison.Ordinal);
        Assert.Contains("is not allowed", await RefusalAsync(ToServer()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_knows_the_key_of_who_calls()
    {
        await ServeAsync(_port, "s", new ZeroMqOptions { CurveSecretKey = Server.SecretKey }, Who(call => $"{call.Caller!.Scheme} {call.Caller.Name}"));

        Assert.Equal($"curve {Client.PublicKey}", await (await ClientAsync(Url, ToServer(Client))).CallAsync<string>(null, "who").WithinLimit());
    }

    [Fact]
    public async Task Who_has_another_key_of_the_server_or_none_is_refused()
    {
        await ServeAsync(_port, "s", new ZeroMqOptions { CurveSecretKey = Server.SecretKey }, Echo());

        Assert.Contains("is not this server's key", await RefusalAsync(new() { CurveServerKey = Client.PublicKey }), StringComparison.Ordinal);
        Assert.Contains("both must be the same", await RefusalAsync(new()), StringComparison.Ordinal);
        Assert.Contains("CurveServerKey", await RefusalAsync(new() { CurveSecretKey = Client.SecretKey }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_with_keys_does_not_talk_to_a_server_without()
    {
        await ServeAsync(_port, "s", null, Echo());

        Assert.Contains("both must be the same", await RefusalAsync(ToServer()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_a_secret_key_does_not_start()
    {
        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => ServeAsync(_port, "s", ToServer(), Echo()));

        Assert.Contains("curve_secret_key_file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_and_the_list_may_stand_in_files()
    {
        var list = KeyFiles.Write("clients", $"# the office\n{Client.PublicKey}  ada\n\n{Server.PublicKey}\n");
        var secret = KeyFiles.Write("server.key", Server.SecretKey + "\n");
        await ServeAsync($"{Url}?curve_secret_key_file={secret}&curve_allowed_clients_file={list}", "s", null, new RpcServerOptions(), Echo());
        var mine = KeyFiles.Write("client.key", Client.SecretKey);
        var server = KeyFiles.Write("server.pub", Server.PublicKey);

        var client = await ClientAsync($"{Url}?curve_secret_key_file={mine}&curve_server_key_file={server}");

        Assert.Equal(1, await client.CallAsync<int>(null, "echo", new { value = 1 }).WithinLimit());
    }

    [Fact]
    public async Task What_is_no_key_is_an_error_that_names_the_place()
    {
        var two = KeyFiles.Write("two", $"{Client.PublicKey}\n{Client.PublicKey}");
        var none = KeyFiles.Write("none", $"# nothing\n\n{Client.PublicKey[1..]}");

        await FailsAsync($"{Url}?curve_secret_key_file={two}", "must contain one key");
        await FailsAsync($"{Url}?curve_allowed_clients_file={none}", "Line 3");
        await FailsAsync($"{Url}?curve_server_key_file=/nowhere/key", "/nowhere/key");
        await FailsAsync($"zmq://ada:x@h:1?curve_server_key_file={KeyFiles.Write("pub", Client.PublicKey)}", "choose one");
        var error = await Assert.ThrowsAsync<ArgumentException>(() => OpenAsync(Url, new ZeroMqOptions { CurveServerKey = "short" }));
        Assert.Contains("CurveServerKey", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_library_says_how_to_install_it()
    {
        var error = Assert.Throws<DllNotFoundException>(() => SodiumLibrary.Load(["libnosuchthing.so.23"]));

        Assert.All(["apt-get install libsodium23", "brew install", "Windows"], text => Assert.Contains(text, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_readable_is_on_the_wire_and_what_is_changed_on_its_way_ends_the_connection()
    {
        await ServeAsync(_port, "s", new ZeroMqOptions { CurveSecretKey = Server.SecretKey }, Echo());
        await using var client = await RawClient.ConnectAsync(_port);
        await client.GreetAsync("changed", new CurveClient("DEALER", CurveKeys.Generate(), Z85.DecodeKey(Server.PublicKey)!));

        await client.SendAsync(RawClient.Frame(0, [7, .. "MESSAGE"u8, .. new byte[7], 99, .. new byte[40]]));
        await client.ReceiveToEndAsync();

        await Log.WaitForAsync(entry => entry.Message.Contains("was not encrypted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Libzmq_calls_us_and_we_call_libzmq()
    {
        await ServeAsync(_port, "s", new ZeroMqOptions { CurveSecretKey = Server.SecretKey, CurveAllowedClients = [Client.PublicKey] }, Echo());
        string[] keys = [$"--curve-server={Server.PublicKey}", $"--curve-secret={Client.SecretKey}"];
        LibzmqPeer.AssertOk(
            await LibzmqPeer.CallAsync(Address, Topic, [.. keys, "--at-once", "200", "--sizes", "1,100000"]), lines: 2, each: 200);
        LibzmqPeer.AssertOk(
            await LibzmqPeer.CallAsync(Address, Topic, [.. keys, "--sizes", string.Join(',', LibzmqPeer.Sizes)]), LibzmqPeer.Sizes.Length, each: 1);
        Assert.Equal(4, (await LibzmqPeer.CallAsync(Address, Topic, [$"--curve-server={Server.PublicKey}", "--hello-timeout", "1"])).ExitCode);
        var port = FreePorts.Next();
        await using var peer = await LibzmqPeer.ServeAsync($"tcp://127.0.0.1:{port}", Topic, $"--curve-secret={Server.SecretKey}");

        var client = await ClientAsync($"zmq://127.0.0.1:{port}", ToServer());
        foreach (var size in LibzmqPeer.Sizes)
        {
            var value = new string('x', size);
            Assert.True(value == await client.CallAsync<string>(null, "echo", new { value }).WaitAsync(WaitLimit.Start), $"{size} bytes");
        }
    }

    private static ZeroMqOptions ToServer(ZeroMqKeyPair? client = null) => new()
    {
        CurveServerKey = Server.PublicKey,
        CurveSecretKey = client?.SecretKey,
        Grace = WaitLimit.Default,
    };

    private async Task<string> RefusalAsync(ZeroMqOptions options)
    {
        options.Grace = WaitLimit.Default;
        var client = await ClientAsync(Url, options);
        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => client.CallAsync(null, "echo").WithinLimit());
        Log.Expect("PeerRefused");
        return error.Message;
    }

    private async Task FailsAsync(string url, string reason)
    {
        var error = await Assert.ThrowsAsync<InvalidTransportUrlException>(() => OpenAsync(url));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    private static RpcMethod Who(Func<RpcInvocation, string?> tell) =>
        RpcMethod.Create<string?>("who", [], call => ValueTask.FromResult(tell(call)));
}
