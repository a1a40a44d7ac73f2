using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>Replies to a queue that is not there, seen by a plain client.</summary>
public sealed class MissingCallerTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    private const int CallerMissing = 5404;
    private const int CallerGone = 5202;

    private IConnection _raw = null!;
    private IChannel _channel = null!;

    private string ReplyQueue => "reply_" + Topic;

    public override async ValueTask InitializeAsync()
    {
        _raw = await new ConnectionFactory { HostName = "127.0.0.1", Port = Node.Port }.CreateConnectionAsync(Token);
        _channel = await _raw.CreateChannelAsync(cancellationToken: Token);
    }

    public override async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _raw.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Replies_reach_a_caller_that_makes_its_queue_late_and_the_server_serves_on_meanwhile()
    {
        var transport = await OpenAsync();
        await ServeAsync(transport, new Calculator());
        await CallAsync("a");
        await Log.WaitForAsync(e => e.EventId.Id == CallerMissing);
        await CallAsync("b");
        await CallAsync("c");
        Assert.Equal(3, await Client(transport).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));

        var replies = await ConsumeRepliesAsync();
        var got = new List<string>();
        while (got.Count < 3)
        {
            got.Add(await replies.Reader.ReadAsync(Token));
        }

        Assert.Equal(["a", "b", "c"], got.Select(r => Regex.Match(r, @"_msg_id\W+(\w)").Groups[1].Value).Order());
        Assert.DoesNotContain(Log.Entries, e => e.EventId.Id == CallerGone);
    }

    [Fact]
    public async Task A_caller_that_stays_away_is_given_up_and_remembered()
    {
        await ServeAsync(await OpenAsync(Node.Url + "?kombu_missing_consumer_retry_timeout=1"), new Calculator());
        await CallAsync("a");
        await Log.WaitForAsync(e => e.EventId.Id == CallerGone);
        Assert.Single(Log.Entries, e => e.EventId.Id == CallerMissing);
    }

    [Fact]
    public async Task Closing_does_not_wait_for_missing_callers()
    {
        var transport = await Transport.OpenAsync(Node.Url, Options(), Token);
        var server = new RpcServer(transport, new Target { Topic = Topic, Server = "s1" }, new RpcServerOptions(), new Calculator());
        await server.StartAsync(Token);
        await CallAsync("a");
        await Log.WaitForAsync(e => e.EventId.Id == CallerMissing);
        await server.DisposeAsync();
        await transport.DisposeAsync();
        Assert.DoesNotContain(Log.Entries, e => e.EventId.Id == CallerGone);
    }

    private async Task CallAsync(string id)
    {
        var body = $$$"""
            {"method": "add", "args": {"a": 1, "b": 2}, "_msg_id": "{{{id}}}{{{Topic[2..]}}}", "_reply_q": "{{{ReplyQueue}}}"}
            """;
        var properties = new BasicProperties { ContentType = "application/json", ContentEncoding = "utf-8" };
        await _channel.BasicPublishAsync("openstack", Topic, mandatory: true, properties, Encoding.UTF8.GetBytes(body), Token);
    }

    private async Task<Channel<string>> ConsumeRepliesAsync()
    {
        await _channel.QueueDeclareAsync(ReplyQueue, durable: false, exclusive: false, autoDelete: true, cancellationToken: Token);
        var got = Channel.CreateUnbounded<string>();
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            got.Writer.TryWrite(Encoding.UTF8.GetString(delivery.Body.Span));
            return Task.CompletedTask;
        };
        await _channel.BasicConsumeAsync(ReplyQueue, autoAck: true, consumer, Token);
        return got;
    }
}
