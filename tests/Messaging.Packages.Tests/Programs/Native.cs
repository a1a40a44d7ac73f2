// What is published ahead of time: nothing reflects, neither the arguments nor the methods.
using System.Text.Json.Serialization;
using Messaging;
using Messaging.Drivers.Rabbit;
using Messaging.Drivers.ZeroMq;

RabbitDriver.Register();
ZeroMqDriver.Register();
var serializer = new JsonPayloadSerializer(JsonPayloadSerializer.CreateOptions(CalculatorJson.Default));
var add = RpcMethod.Create(
    "add",
    [new RpcParameter("a", typeof(int)), new RpcParameter("b", typeof(int))],
    call => ValueTask.FromResult(call.Argument<int>("a") + call.Argument<int>("b")));

foreach (var url in args)
{
    await using var transport = await Transport.OpenAsync(url, new TransportOptions(serializer));
    await using var server = RpcServer.Create(transport, new Target { Topic = "calc", Server = "node-1" }, [new RpcEndpoint([add])]);
    await server.StartAsync();

    var client = new RpcClient(transport, new Target { Topic = "calc" });
    Console.WriteLine($"{new Uri(url).Scheme} {await client.CallAsync<int>(null, "add", new Sum(1, 2))}");
}

internal sealed record Sum(int A, int B);

[JsonSerializable(typeof(Sum))]
[JsonSerializable(typeof(int))]
internal sealed partial class CalculatorJson : JsonSerializerContext;
