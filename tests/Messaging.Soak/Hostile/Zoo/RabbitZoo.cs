using RabbitMQ.Client;

namespace Messaging.Soak.Hostile.Zoo;

/// <summary>Those that attack a server through RabbitMQ, as users of the broker.</summary>
internal sealed class RabbitZoo(int port) : IAsyncDisposable
{
    private const string Where = "RabbitMQ";
    private const string FullQueue = "reply_full";

    private readonly List<IAsyncDisposable> _opened = [];

    public async Task<IReadOnlyList<Beast>> OpenAsync()
    {
        var impatient = await HostileServer.OpenAsync($"rabbit://guest:guest@127.0.0.1:{port}/");
        _opened.Add(impatient);
        var setUp = await ChannelAsync();
        var full = new Dictionary<string, object?> { ["x-max-length"] = 0, ["x-overflow"] = "reject-publish" };
        await setUp.QueueDeclareAsync(FullQueue, durable: false, exclusive: false, autoDelete: false, full);
        return
        [
            await MakeAsync("compressed bombs, 60 MiB in 60 KiB", 500, Bodies.OfOneLetter, isCompressed: true),
            await MakeAsync("compressed bombs of a usual ratio, 60 MiB", 3000, Bodies.OfUsualRatio, isCompressed: true),
            await MakeAsync("bodies of garbage", 10, static () => Bodies.Garbage()),
            await MakeAsync("forged ids", 10, static () => Bodies.Call(
                Guid.NewGuid(), "echo", """{"value": "forged"}""", "reply_of_another", new Guid(Random.Shared.Next(9), 0, 0, new byte[8]), isIdempotent: true)),
            await MakeAsync("replies to queues that are not there", 10, static () => Call("large", $"reply_{Guid.NewGuid():N}")),
            await MakeAsync("replies to a queue that is full", 20, static () => Call("large", FullQueue)),
            await MakeAsync("replies into the queue of requests", 20, static () => Call("echo", HostileServer.Topic)),
            new Beast("a thousand calls, all cancelled", Where, TimeSpan.FromSeconds(3), token => CancelFlood.RunAsync(impatient, 1000, token)),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var opened in Enumerable.Reverse(_opened))
        {
            await opened.DisposeAsync();
        }
    }

    private static byte[] Call(string method, string replyTo) => Bodies.Call(
        Guid.NewGuid(), method, method == "large" ? """{"bytes": 20000}""" : """{"value": "x"}""", replyTo, Guid.NewGuid());

    private Task<Beast> MakeAsync(string name, int pause, byte[] body, bool isCompressed) => MakeAsync(name, pause, () => body, isCompressed);

    private async Task<Beast> MakeAsync(string name, int pause, Func<byte[]> body, bool isCompressed = false)
    {
        var channel = await ChannelAsync();
        var properties = new BasicProperties { ContentType = "application/json", ContentEncoding = "utf-8", Expiration = "30000" };
        if (isCompressed)
        {
            properties.Headers = new Dictionary<string, object?> { ["compression"] = "application/x-gzip" };
        }

        return new Beast(name, Where, TimeSpan.FromMilliseconds(pause), token =>
            channel.BasicPublishAsync("openstack", HostileServer.Topic, mandatory: false, properties, body(), token).AsTask());
    }

    private async Task<IChannel> ChannelAsync()
    {
        var connection = await new ConnectionFactory { HostName = "127.0.0.1", Port = port }.CreateConnectionAsync();
        _opened.Add(connection);
        var channel = await connection.CreateChannelAsync();
        _opened.Add(channel);
        return channel;
    }
}
