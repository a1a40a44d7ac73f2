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
        // await client.CallAsync<Receipt>(null, "order", order);
        // </source-generated>

        var method = RpcMethod.Create("order", [new RpcParameter("name", typeof(string)), new RpcParameter("amount", typeof(int))],
            call => ValueTask.FromResult(new Receipt(call.Argument<string>("name"), call.Argument<int>("amount") * 2m)));
        await using var server = RpcServer.Create(transport, new Target { Topic = "shop", Server = "s1" }, [new RpcEndpoint([method])]);
        await server.StartAsync();
        Assert.Equal(new Receipt("bolt", 200), await client.CallAsync<Receipt>(null, "order", order));
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
}

// <json-context>
public sealed record OrderArguments(string Name, int Amount);

public sealed record Receipt(string Item, decimal Total);

[JsonSerializable(typeof(OrderArguments))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(string))]      // arguments are read one by one, each as its parameter's type
[JsonSerializable(typeof(int))]
public sealed partial class ShopJson : JsonSerializerContext;
// </json-context>
