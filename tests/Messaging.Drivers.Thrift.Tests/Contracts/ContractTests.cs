using System.Globalization;
using Messaging.DriverContract;
using Messaging.Drivers.Thrift.Tests.Support;

namespace Messaging.Drivers.Thrift.Tests.Contracts;

/// <summary>A C# contract whose fields are numbered is a Thrift service, without a .thrift file; on the other side Python has one that says the same.</summary>
public sealed class ContractTests : ThriftTest
{
    private const string Program = "thrift_shop.py";

    private static ThriftOptions Options => new() { Services = { ["shop"] = ThriftService.For<IShop>() }, Grace = WaitLimit.Default };

    [Fact]
    public async Task A_contract_calls_a_server_of_Pythons()
    {
        await using var python = PythonPeer.Start(Program, "serve");
        var port = (await python.WaitForReadyAsync()).GetProperty("port").GetInt32();

        // Of a missing argument Python makes None.
        await ShopConversation.HoldAsync((await OpenAsync($"thrift://127.0.0.1:{port}", Options)).GetClient<IShop>(), nothing: "None");
    }

    [Fact]
    public async Task A_contract_calls_a_contract()
    {
        await ServeShopAsync();

        await ShopConversation.HoldAsync((await OpenAsync($"{Url}/?protocol=compact", Options)).GetClient<IShop>(), nothing: "nothing");
    }

    [Fact]
    public async Task Pythons_clients_call_what_serves_a_contract()
    {
        await ServeShopAsync();

        var result = await PythonPeer.RunAsync(Program, "call", Port.ToString(CultureInfo.InvariantCulture));

        Assert.True(result.ExitCode == 0, $"{Assert.Single(result.Lines)}\n{result.Error}");
    }

    [Fact]
    public void A_contract_says_itself_as_a_file() => Assert.Equal(
        """
        enum Colour {
          red = 0
          light_blue = 5
        }

        struct Size {
          1: double width
          2: double height
        }

        struct Item {
          1: required string name
          2: i32 count
          3: optional i64 price
          4: Colour colour
          5: list<Size> sizes
          6: map<string, i32> stock
          7: set<string> tags
          8: binary picture
          9: optional Item partOf
          10: map<i32, Colour> colours
          11: bool sold
          12: i8 tiny
          13: i16 small
        }

        exception OutOfStockException {
          1: string message
          2: i32 left
        } (dotnet.namespace = "Messaging.Drivers.Thrift.Tests.Contracts")

        exception UnknownItemException {
          1: optional string name
        } (dotnet.namespace = "Messaging.Drivers.Thrift.Tests.Contracts")

        service Shop {
          i32 add(1: i32 a, 2: i32 b)
          Item echo(1: Item item)
          void order(1: string name, 2: i32 count) throws (1: OutOfStockException out_of_stock_exception, 2: UnknownItemException unknown_item_exception)
          string describe(1: string name, 2: string note)
          oneway void note(1: string text)
          list<string> all_notes()
          Item getItem(3: string name)
        }

        """,
        ThriftService.IdlOf<IShop>());

    /// <summary>Whoever gets the file gives it to the Thrift compiler.</summary>
    [Fact]
    public async Task The_Thrift_compiler_takes_the_file()
    {
        var folder = Directory.CreateTempSubdirectory("thrift-idl-");
        var file = Path.Combine(folder.FullName, "shop.thrift");
        await File.WriteAllTextAsync(file, ThriftService.IdlOf<IShop>());

        var result = await Processes.RunAsync(new("thrift", ["--strict", "--gen", "py", "-out", folder.FullName, file]), WaitLimit.Start);

        folder.Delete(recursive: true);
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
    }

    [Fact]
    public void A_contract_without_numbers_is_no_Thrift_service()
    {
        var error = Assert.Throws<InvalidOperationException>(ThriftService.For<IUnnumbered>);

        Assert.Contains("Mark its parameters", error.Message, StringComparison.Ordinal);
        Assert.Contains("[RpcField(1)]", error.Message, StringComparison.Ordinal);
    }

    private async Task ServeShopAsync()
    {
        var transport = await OpenAsync(Url, Options);
        var options = new RpcServerOptions { Dispatch = DispatchPolicy.Ordered() };
        var server = Own(RpcServer.Create(transport, new Target { Topic = "shop", Server = "one" }, [RpcEndpoint.For<IShop>(new Shop())], options));
        await server.StartAsync().WithinLimit();
    }
}
