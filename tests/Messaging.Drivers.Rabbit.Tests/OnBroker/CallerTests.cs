using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>The user of a request is that of its connection: the broker sees to it.</summary>
[NeedsNode]
public sealed class CallerTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    private const string Password = "s3cret-word";

    [Fact]
    public async Task A_client_that_says_its_user_is_known_at_the_server()
    {
        await Node.AddUserAsync(Topic, Password);
        await ServeAsync(await OpenAsync(), new Asker());

        var signed = await OpenAsync($"rabbit://{Topic}:{Password}@127.0.0.1:{Node.Port}/", new RabbitOptions { SendUserId = true });
        Assert.Equal($"rabbitmq {Topic}", await Client(signed).CallAsync<string>(null, "who", null, Token));
        await using var compressed = await OpenAsync(
            $"rabbit://{Topic}:{Password}@127.0.0.1:{Node.Port}/?kombu_compression=gzip", new RabbitOptions { SendUserId = true });
        Assert.Equal($"rabbitmq {Topic}", await Client(compressed).CallAsync<string>(null, "who", null, Token));

        var unsigned = await OpenAsync($"rabbit://{Topic}:{Password}@127.0.0.1:{Node.Port}/");
        Assert.Equal("nobody", await Client(unsigned).CallAsync<string>(null, "who", null, Token));
    }

    private sealed class Asker
    {
        public string Who(RpcContext context) => context.Caller is { } caller ? $"{caller.Scheme} {caller.Name}" : "nobody";
    }
}
