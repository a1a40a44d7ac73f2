using Messaging.Drivers.ZeroMq;
using Messaging.TestKit;

namespace Messaging.DocsExamples.Examples;

public sealed class ZeroMq
{
    [Fact]
    public async Task Open()
    {
        var port = FreePorts.Next();

        // <zeromq-open>
        ZeroMqDriver.Register();        // once per process: drivers are not loaded by name
        await using var transport = await Transport.OpenAsync($"zmq://127.0.0.1:{port}");

        await using var server = new RpcServer(transport, new Target { Topic = "calc", Server = "node-1" }, new Calculator());
        await server.StartAsync();      // binds the port

        var client = new RpcClient(transport, new Target { Topic = "calc" });
        int sum = await client.CallAsync<int>("add", new { a = 1, b = 2 });       // connects to it
        // </zeromq-open>
        Assert.Equal(3, sum);
    }

    [Fact]
    public async Task Options()
    {
        ZeroMqDriver.Register();

        // <zeromq-options>
        await using var transport = Transport.Create("zmq://calc-1:5555,calc-2:5555?grace=5", new TransportOptions
        {
            DriverOptions = new ZeroMqOptions { Heartbeat = TimeSpan.FromSeconds(3), MaxWaitingMessages = 10_000 },
        });
        // </zeromq-options>
        Assert.Equal("zmq", transport.Url.Scheme);
    }

    [Fact]
    public async Task CheckUser()
    {
        var port = FreePorts.Next();
        var users = new Dictionary<string, string> { ["ada"] = "secret" };
        ZeroMqDriver.Register();

        // <zeromq-check-user>
        await using var transport = Transport.Create($"zmq://*:{port}", new TransportOptions
        {
            DriverOptions = new ZeroMqOptions { CheckUser = (user, password) => users.TryGetValue(user, out var right) && right == password },
        });
        // </zeromq-check-user>
        await using var server = new RpcServer(transport, new Target { Topic = "calc", Server = "node-1" }, new Calculator());
        await server.StartAsync();
        await using var other = await Transport.OpenAsync($"zmq://ada:secret@127.0.0.1:{port}");
        Assert.Equal(3, await new RpcClient(other, new Target { Topic = "calc" }).CallAsync<int>("add", new { a = 1, b = 2 }));
    }

    [Fact]
    public async Task Curve()
    {
        var port = FreePorts.Next();
        var (server, ada) = (ZeroMqKeyPair.Generate(), ZeroMqKeyPair.Generate());
        ZeroMqDriver.Register();

        // <zeromq-curve>
        await using var serving = Transport.Create($"zmq://*:{port}", new TransportOptions
        {
            DriverOptions = new ZeroMqOptions { CurveSecretKey = server.SecretKey, CurveAllowedClients = [ada.PublicKey] },
        });
        await using var calling = Transport.Create($"zmq://127.0.0.1:{port}", new TransportOptions
        {
            DriverOptions = new ZeroMqOptions { CurveSecretKey = ada.SecretKey, CurveServerKey = server.PublicKey },
        });
        // </zeromq-curve>
        await using var calculator = new RpcServer(serving, new Target { Topic = "calc", Server = "node-1" }, new Calculator());
        await calculator.StartAsync();
        Assert.Equal(3, await new RpcClient(calling, new Target { Topic = "calc" }).CallAsync<int>("add", new { a = 1, b = 2 }));
    }
}
