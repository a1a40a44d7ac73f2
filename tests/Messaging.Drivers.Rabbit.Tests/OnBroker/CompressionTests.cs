using System.IO.Compression;
using System.Text;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>Bodies that are compressed as Python does it.</summary>
public sealed class CompressionTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    private string Url => Node.Url + "?kombu_compression=gzip";

    [Fact]
    public async Task A_body_is_a_zlib_stream_under_the_name_of_gzip()
    {
        await using var connection = await new ConnectionFactory { HostName = "127.0.0.1", Port = Node.Port }.CreateConnectionAsync(Token);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Token);
        await channel.ExchangeDeclareAsync("openstack", "topic", durable: false, cancellationToken: Token);
        await channel.QueueDeclareAsync(Topic, durable: false, exclusive: false, autoDelete: false, cancellationToken: Token);
        await channel.QueueBindAsync(Topic, "openstack", Topic, cancellationToken: Token);
        await Client(await OpenAsync(Url)).CastAsync(null, "note", new { text = "squeezed" }, Token);

        var message = await channel.BasicGetAsync(Topic, autoAck: true, Token);
        Assert.Equal("application/x-gzip", Encoding.UTF8.GetString((byte[])message!.BasicProperties.Headers!["compression"]!));
        Assert.Equal(("application/json", "utf-8"), (message.BasicProperties.ContentType, message.BasicProperties.ContentEncoding));
        using var zlib = new ZLibStream(new MemoryStream(message.Body.ToArray()), CompressionMode.Decompress);
        using var text = new StreamReader(zlib);
        Assert.Contains("squeezed", await text.ReadToEndAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_replies_returns_and_cancellations_work()
    {
        var transport = await OpenAsync(Url);
        var calculator = new Calculator();
        await ServeAsync(transport, calculator);
        var client = Client(transport);
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        await Assert.ThrowsAsync<NoServerException>(() =>
            client.With(server: "nobody").CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        await Assert.ThrowsAsync<NoServerException>(() => client.With(server: "nobody").CastAsync(null, "note", new { text = "x" }, Token));

        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var call = client.CallAsync<int>(null, "park", new { value = 7 }, cancel.Token);
        await calculator.WaitForAsync("parked 7");
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await calculator.WaitForAsync("cancelled 7");
    }
}
