namespace Messaging.DocsExamples.Examples;

public sealed class GettingStarted
{
    [Fact]
    public async Task A_first_call()
    {
        // <first-call>
        // A connection to a broker. memory:// needs none; rabbit://guest:guest@localhost:5672/ is a RabbitMQ broker.
        await using var transport = await Transport.OpenAsync("memory://demo");

        // A server: the public methods of an endpoint are the procedures.
        await using var server = new RpcServer(transport, new Target { Topic = "calc", Server = "node-1" }, new Calculator());
        await server.StartAsync();

        // A client.
        var client = new RpcClient(transport, new Target { Topic = "calc" });
        int sum = await client.CallAsync<int>("add", new { a = 1, b = 2 });       // 3
        // </first-call>

        // <first-look>
        await client.CastAsync("log", new { text = "hello" });                    // completes when the broker has it; no reply
        client.Cast("log", new { text = "hello" });                               // fire and forget; never blocks
        await client.With(fanout: true).CastAsync("log", new { text = "to all" }); // every server of the topic

        int one = await client.With(server: "node-1", timeout: TimeSpan.FromSeconds(5)) // this server, this long
            .CallAsync<int>("add", new { a = 1, b = 2 });

        RpcValue tree = await client.CallAsync("describe");                       // a result of any shape
        string? unit = tree["units"][0]["name"].GetString();                            // null when a part is missing
        // </first-look>

        Assert.Equal(3, sum);
        Assert.Equal(3, one);
        Assert.Equal("number", unit);
    }
}
