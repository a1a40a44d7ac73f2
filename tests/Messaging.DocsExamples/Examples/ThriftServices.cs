using Messaging.Drivers.Thrift;
using Messaging.TestKit;

namespace Messaging.DocsExamples.Examples;

public sealed class ThriftServices
{
    private static readonly string Folder = AppContext.BaseDirectory;

    [Fact]
    public async Task Call_and_serve()
    {
        var port = FreePorts.Next();
        var file = Path.Combine(Folder, "calc.thrift");

        // <thrift-open>
        ThriftDriver.Register();        // once per process: drivers are not loaded by name
        await using var transport = await Transport.OpenAsync($"thrift://127.0.0.1:{port}", new TransportOptions
        {
            DriverOptions = new ThriftOptions { Services = { ["calc"] = ThriftService.Load(file) } },
        });

        await using var server = new RpcServer(transport, new Target { Topic = "calc", Server = "node-1" }, new Calculator());
        await server.StartAsync();      // binds the port: any Thrift client can connect

        var client = new RpcClient(transport, new Target { Topic = "calc" });
        int sum = await client.CallAsync<int>("add", new { a = 1, b = 2 });       // calls any Thrift server
        // </thrift-open>
        Assert.Equal(3, sum);
    }

    [Fact]
    public async Task Exceptions()
    {
        var options = new TransportOptions
        {
            DriverOptions = new ThriftOptions { Services = { ["calc"] = ThriftService.Load(Path.Combine(Folder, "calc.thrift")) } },
        };
        ThriftDriver.Register();
        await using var transport = await Transport.OpenAsync($"thrift://127.0.0.1:{FreePorts.Next()}", options);
        await using var server = new RpcServer(transport, new Target { Topic = "calc", Server = "node-1" }, new Divider());
        await server.StartAsync();
        var client = new RpcClient(transport, new Target { Topic = "calc" });
        var said = "";

        // <thrift-catch>
        try
        {
            await client.CallAsync<double>("divide", new { a = 1.0, b = 0.0 });
        }
        catch (RemoteException e) when (e.TypeName == "DivisionByZero")
        {
            said = e.KeywordArguments["message"].ToString();        // its fields by name
        }
        // </thrift-catch>
        Assert.Equal("There is no answer.", said);
    }

    [Fact]
    public async Task Contract()
    {
        ThriftDriver.Register();
        var port = FreePorts.Next();

        // <thrift-contract-open>
        await using var transport = await Transport.OpenAsync($"thrift://127.0.0.1:{port}", new TransportOptions
        {
            DriverOptions = new ThriftOptions { Services = { ["smelter"] = ThriftService.For<ISmelter>() } },
        });

        await using var server = RpcServer.Create(
            transport, new Target { Topic = "smelter", Server = "node-1" }, [RpcEndpoint.For<ISmelter>(new Smelter())]);
        await server.StartAsync();

        Ingot ingot = await transport.GetClient<ISmelter>().MeltAsync("hematite", 1538);
        string file = ThriftService.IdlOf<ISmelter>();          // smelter.thrift, for peers in other languages
        // </thrift-contract-open>
        Assert.Equal(new Ingot("iron", 1000), ingot);
        Assert.Contains("service Smelter {", file, StringComparison.Ordinal);
        Assert.Equal(1600, (await Assert.ThrowsAsync<TooHotException>(() => transport.GetClient<ISmelter>().MeltAsync("hematite", 2000))).Limit);
    }

    private sealed class Divider
    {
        // <thrift-throw>
        [RpcMethod(ExpectedExceptions = [typeof(RemoteException)])]
        public double Divide(double a, double b) => b == 0
            ? throw new RemoteException(
                "DivisionByZero", "calc", "by zero", keywordArguments: RpcValue.Parse("""{"message": "There is no answer."}"""))
            : a / b;
        // </thrift-throw>
    }
}
