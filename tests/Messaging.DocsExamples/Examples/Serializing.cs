using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messaging.DocsExamples.Examples;

public sealed class Serializing
{
    [Fact]
    public async Task Source_generation()
    {
        var url = Place.NewUrl();

        // <source-generated>
        var serializer = new JsonPayloadSerializer(JsonPayloadSerializer.CreateOptions(ShopJson.Default));
        await using var transport = await Transport.OpenAsync(url, new TransportOptions(serializer));

        var client = new RpcClient(transport, new Target { Topic = "shop" });
        var order = new OrderArguments("bolt", 100);
        // await client.CallAsync<Receipt>("order", order);
        // </source-generated>

        var method = RpcMethod.Create("order", [new RpcParameter("name", typeof(string)), new RpcParameter("amount", typeof(int))],
            call => ValueTask.FromResult(new Receipt(call.Argument<string>("name"), call.Argument<int>("amount") * 2m)));
        await using var server = RpcServer.Create(transport, new Target { Topic = "shop", Server = "s1" }, [new RpcEndpoint([method])]);
        await server.StartAsync();
        Assert.Equal(new Receipt("bolt", 200), await client.CallAsync<Receipt>("order", order));
    }

    [Fact]
    public async Task Own_options()
    {
        var url = Place.NewUrl();

        // <json-options>
        var json = JsonPayloadSerializer.CreateOptions(new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver());
        json.Converters.Add(new JsonStringEnumConverter());
        await using var transport = await Transport.OpenAsync(url, new TransportOptions(new JsonPayloadSerializer(json)));
        // </json-options>
        Assert.Equal(TransportUrl.Parse(url).Hosts, transport.Url.Hosts);
    }

    [Fact]
    public void Values()
    {
        // <values>
        RpcValue size = 3;                                                  // any number, string, bool, time or Guid
        RpcValue list = [size, "two", RpcValue.Null];
        RpcValue map = RpcValue.FromProperties([new("sizes", list), new("Any-Name", 1.5)]);     // names are kept as they are
        RpcValue made = RpcValue.From(new { MaxItems = 3 });                // an object, by the rules above: {"max_items": 3}

        int[] numbers = RpcValue.Parse("[1, 2]").As<int[]>()!;              // by the default rules
        // </values>
        Assert.Equal("""{"sizes":[3,"two",null],"Any-Name":1.5}""", map.ToString());
        Assert.Equal((3, 3), (made["max_items"].GetInt32(), numbers.Sum()));
    }

    [Fact]
    public async Task Entities()
    {
        await using var transport = await Transport.OpenAsync(Place.NewUrl());

        // <entity-options>
        var wrapping = new JsonTexts();
        var client = new RpcClient(transport, new Target { Topic = "engine" }, new RpcClientOptions { EntitySerializer = wrapping });
        await using var server = new RpcServer(
            transport, new Target { Topic = "engine", Server = "node-1" }, new RpcServerOptions { EntitySerializer = wrapping }, new Calculator());
        // </entity-options>
        await server.StartAsync();
        Assert.Equal(3, await client.CallAsync<int>("add", new { a = 1, b = 2 }));
        Assert.Equal("3", await new RpcClient(transport, client.Target).CallAsync<string>("add", new { a = "1", b = "2" }));
    }
}

// <entity-serializer>
/// <summary>Each argument and each result is JSON text on the wire, as Mistral expects.</summary>
public sealed class JsonTexts : EntitySerializer
{
    public override RpcValue SerializeEntity(RpcContext context, RpcValue entity) => JsonSerializer.Serialize(entity);

    public override RpcValue DeserializeEntity(RpcContext context, RpcValue entity) => RpcValue.Parse(entity.GetString() ?? "null");
}
// </entity-serializer>

// <json-context>
public sealed record OrderArguments(string Name, int Amount);

public sealed record Receipt(string Item, decimal Total);

[JsonSerializable(typeof(OrderArguments))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(string))]      // arguments are read one by one, each as the type of its parameter
[JsonSerializable(typeof(int))]
public sealed partial class ShopJson : JsonSerializerContext;
// </json-context>
