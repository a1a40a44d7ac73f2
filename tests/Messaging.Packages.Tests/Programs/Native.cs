// What is published ahead of time: nothing reflects, neither the arguments nor the methods.
using System.Text.Json.Serialization;
using Messaging;
using Messaging.Drivers.Rabbit;
using Messaging.Drivers.Thrift;
using Messaging.Drivers.ZeroMq;
using Messaging.Thrift;

RabbitDriver.Register();
ThriftDriver.Register();
ZeroMqDriver.Register();
var serializer = new JsonPayloadSerializer(JsonPayloadSerializer.CreateOptions(CalculatorJson.Default));
var add = RpcMethod.Create(
    "add",
    [new RpcParameter("a", typeof(int)), new RpcParameter("b", typeof(int))],
    call => ValueTask.FromResult(call.Argument<int>("a") + call.Argument<int>("b")));

var port = args[0];
foreach (var url in args[1..])
{
    await using var transport = await Transport.OpenAsync(url, new TransportOptions(serializer));
    await using var server = RpcServer.Create(transport, new Target { Topic = "calc", Server = "node-1" }, [new RpcEndpoint([add]), RpcEndpoint.For(new Doubler()), RpcEndpoint.For<IScales>(new Scales())]);
    await server.StartAsync();

    var client = new RpcClient(transport, new Target { Topic = "calc" });
    var three = await client.CallAsync<int>(null, "add", new Sum(1, 2));
    three = await client.With(@namespace: "twice").CallAsync<int>("double", new Number(three)) / 2;
    var scale = await transport.GetClient<IScales>().ScaleAsync(new Sum(1, 2), Unit.Twice);
    Console.WriteLine($"{new Uri(url).Scheme} {(scale == new Sum(2, 4) ? three : 0)}");

    // A Thrift port in front of the topic, and the contract is its service.
    var service = ThriftService.For<IScales>();
    await using var thrift = await Transport.OpenAsync(
        $"thrift://127.0.0.1:{port}", new TransportOptions(serializer) { DriverOptions = new ThriftOptions { Services = { ["calc"] = service } } });
    await using var front = RpcServer.Create(thrift, new Target { Topic = "calc", Server = "front" }, [ThriftEndpoint.Forward(service, client)]);
    await front.StartAsync();
    Console.WriteLine($"thrift {(await thrift.GetClient<IScales>().ScaleAsync(new Sum(1, 2), Unit.Twice)).B}");
}

[RpcContract("calc", Json = typeof(CalculatorJson))]
internal interface IScales
{
    Task<Sum> ScaleAsync([RpcField(1)] Sum sum, [RpcField(2)] Unit unit, CancellationToken cancellationToken = default);
}

internal sealed class Scales : IScales
{
    public Task<Sum> ScaleAsync(Sum sum, Unit unit, CancellationToken cancellationToken) =>
        Task.FromResult(unit == Unit.Twice ? new Sum(sum.A * 2, sum.B * 2) : sum);
}

[RpcEndpoint(Namespace = "twice")]
internal sealed class Doubler
{
    public int Double(int value) => value * 2;
}

internal enum Unit
{
    Once,
    Twice,
}

internal sealed record Sum([RpcField(1)] int A, [RpcField(2)] int B);

internal sealed record Number(int Value);

[JsonSerializable(typeof(Sum))]
[JsonSerializable(typeof(Number))]
[JsonSerializable(typeof(Unit))]
[JsonSerializable(typeof(int))]
internal sealed partial class CalculatorJson : JsonSerializerContext;
