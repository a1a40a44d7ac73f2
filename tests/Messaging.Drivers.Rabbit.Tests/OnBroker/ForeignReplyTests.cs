using System.Text;
using Messaging.TestKit;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>A call that names the queue of another service for its reply.</summary>
public sealed class ForeignReplyTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    private const int AddressRefused = 5409;

    private IConnection _raw = null!;
    private IChannel _channel = null!;

    private string Other => Topic + "-other";

    public override async ValueTask InitializeAsync()
    {
        _raw = await new ConnectionFactory { HostName = "127.0.0.1", Port = Node.Port }.CreateConnectionAsync(Token);
        _channel = await _raw.CreateChannelAsync(cancellationToken: Token);
        await _channel.QueueDeclareAsync(Other, durable: false, exclusive: true, autoDelete: true, cancellationToken: Token);
    }

    public override async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _raw.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task With_the_option_nothing_is_written_into_the_queue_of_another_service()
    {
        var transport = await OpenAsync(Node.Url + "?only_reply_queues=true");
        await ServeAsync(transport, new Calculator(), options: new RpcServerOptions { Dispatch = DispatchPolicy.Ordered() });
        await CallAsync(Other);
        await Log.WaitForAsync(e => e.EventId.Id == AddressRefused);

        // Behind it, on the same channels: our own replies go on.
        Assert.Equal(3, await Client(transport).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        Assert.Equal(0u, await _channel.MessageCountAsync(Other, Token));
    }

    [Fact]
    public async Task Without_the_option_a_reply_goes_wherever_a_call_says_as_in_oslo_messaging()
    {
        await ServeAsync(await OpenAsync(), new Calculator());
        var got = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            got.TrySetResult(Encoding.UTF8.GetString(delivery.Body.Span));
            return Task.CompletedTask;
        };
        await _channel.BasicConsumeAsync(Other, autoAck: true, consumer, Token);
        await CallAsync(Other);

        Assert.Contains("result", await got.Task.WaitAsync(WaitLimit.Default, Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thousand_such_calls_are_one_line_and_then_one_a_minute()
    {
        var transport = await OpenAsync(options: new RabbitOptions { OnlyReplyQueues = true });
        await ServeAsync(transport, new Calculator(), options: new RpcServerOptions { Dispatch = DispatchPolicy.Ordered() });
        for (var i = 0; i < 1000; i++)
        {
            await CallAsync($"{Other}-{i}");
        }

        Assert.Equal(3, await Client(transport).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        Assert.Single(Log.Entries, e => e.EventId.Id == AddressRefused);
    }

    private async Task CallAsync(string replyTo)
    {
        var body = $$$"""
            {"method": "add", "args": {"a": 1, "b": 2}, "_msg_id": "{{{Guid.NewGuid():N}}}", "_reply_q": "{{{replyTo}}}"}
            """;
        var properties = new BasicProperties { ContentType = "application/json", ContentEncoding = "utf-8" };
        await _channel.BasicPublishAsync("openstack", Topic, mandatory: true, properties, Encoding.UTF8.GetBytes(body), Token);
    }
}
