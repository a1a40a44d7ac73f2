using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>What goes over the wire, seen by a plain client: exactly what a Python service sends.</summary>
public sealed class WireTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    private IConnection _raw = null!;
    private IChannel _channel = null!;

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
    public async Task A_call_carries_these_properties_and_fields_and_no_others()
    {
        var requests = await BindAsync("openstack", Topic);
        var transport = await OpenAsync();
        var context = new RpcContext { ["user"] = "zoë" };
        var client = new RpcClient(transport, new Target { Topic = Topic, Namespace = "admin", Version = "2.1" })
            .With(timeout: TimeSpan.FromSeconds(20.5));
        var call = client.CallAsync<int>(context, "add", new { a = 1, b = 2 }, Token);
        var request = await requests.Reader.ReadAsync(Token);

        var properties = AssertProperties(request);
        Assert.InRange(int.Parse(properties.Expiration!, System.Globalization.CultureInfo.InvariantCulture), 15_000, 20_500);
        using var message = Open(request);
        var root = message.RootElement;
        Assert.Equal(
            ["method", "args", "namespace", "version", "_msg_id", "_reply_q", "_timeout", "_unique_id", "_context_user"],
            root.EnumerateObject().Select(p => p.Name));
        Assert.Equal("add", root.GetProperty("method").GetString());
        Assert.Equal(2, root.GetProperty("args").GetProperty("b").GetInt32());
        Assert.Equal("zoë", root.GetProperty("_context_user").GetString());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("_timeout").ValueKind);
        Assert.Matches("^[0-9a-f]{32}$", root.GetProperty("_msg_id").GetString());
        Assert.Matches("^[0-9a-f]{32}$", root.GetProperty("_unique_id").GetString());
        Assert.Matches("^reply_[0-9a-f]{32}$", root.GetProperty("_reply_q").GetString());

        await ReplyAsync(root, "3");
        Assert.Equal(3, await call);
    }

    [Fact]
    public async Task A_cast_has_no_expiration_and_no_return_address()
    {
        var requests = await BindAsync("openstack", $"{Topic}.s7");
        var transport = await OpenAsync();
        await Client(transport).With(server: "s7").CastAsync(null, "note", new { text = "x" }, Token);
        var request = await requests.Reader.ReadAsync(Token);

        Assert.Null(AssertProperties(request).Expiration);
        using var message = Open(request);
        Assert.Equal(["method", "args", "_unique_id"], message.RootElement.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task A_fanout_goes_to_its_own_exchange_with_an_empty_key()
    {
        await _channel.ExchangeDeclareAsync($"{Topic}_fanout", "fanout", durable: false, autoDelete: true, cancellationToken: Token);
        var requests = await BindAsync($"{Topic}_fanout", Topic);
        var transport = await OpenAsync();
        await Client(transport).With(fanout: true).CastAsync(null, "note", new { text = "x" }, Token);
        var request = await requests.Reader.ReadAsync(Token);

        Assert.Equal("", request.RoutingKey);
        Assert.Null(AssertProperties(request).Expiration);
    }

    [Fact]
    public async Task The_trace_context_travels_in_headers_when_there_is_one()
    {
        var requests = await BindAsync("openstack", Topic);
        var transport = await OpenAsync();
        using (var activity = new System.Diagnostics.Activity("test").SetIdFormat(System.Diagnostics.ActivityIdFormat.W3C).Start())
        {
            activity.TraceStateString = "vendor=1";
            await Client(transport).CastAsync(null, "note", new { text = "x" }, Token);
            var request = await requests.Reader.ReadAsync(Token);
            Assert.Equal(activity.Id, Encoding.UTF8.GetString((byte[])request.BasicProperties.Headers!["traceparent"]!));
            Assert.Equal("vendor=1", Encoding.UTF8.GetString((byte[])request.BasicProperties.Headers!["tracestate"]!));
        }
    }

    [Fact]
    public async Task A_reply_goes_to_the_callers_queue_with_all_five_fields()
    {
        var transport = await OpenAsync();
        await ServeAsync(transport, new Calculator());
        var replies = await ConsumeAsync(
            (await _channel.QueueDeclareAsync("reply_" + Topic, false, false, true, cancellationToken: Token)).QueueName);
        var request = JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["oslo.version"] = "2.0",
            ["oslo.message"] = $$$"""{"method": "add", "args": {"a": 2, "b": 3}, "_msg_id": "abc", "_reply_q": "reply_{{{Topic}}}", "_timeout": null, "_unique_id": "u1"}""",
        });
        await PublishAsync("openstack", Topic, request);
        var reply = await replies.Reader.ReadAsync(Token);

        Assert.Null(AssertProperties(reply).Expiration);
        using var message = Open(reply);
        var root = message.RootElement;
        Assert.Equal(["result", "failure", "ending", "_msg_id", "_unique_id"], root.EnumerateObject().Select(p => p.Name));
        Assert.Equal(5, root.GetProperty("result").GetInt32());
        Assert.Equal("abc", root.GetProperty("_msg_id").GetString());
        Assert.True(root.GetProperty("ending").GetBoolean());
    }

    [Fact]
    public async Task Poison_is_rejected_and_the_server_goes_on()
    {
        var transport = await OpenAsync();
        await ServeAsync(transport, new Calculator());
        await PublishAsync("openstack", Topic, "not json");
        await PublishAsync("openstack", Topic, "[1]");
        await PublishAsync("openstack", Topic, "\"text\"");
        await PublishAsync("openstack", Topic, """{"oslo.version": "3.0", "oslo.message": "{}"}""");
        await PublishAsync("openstack", Topic, """{"oslo.version": "2.0", "oslo.message": "nope"}""");
        await PublishAsync("openstack", Topic, "{}", type: "text/plain");
        await PublishAsync("openstack", Topic + ".s1", "{}", type: null);
        await PublishAsync("openstack", Topic + ".messaging_cancel", "hostile");

        Assert.Equal(3, await Client(transport).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        Assert.True((await _channel.QueueDeclarePassiveAsync(Topic, Token)).MessageCount == 0);
    }

    [Fact]
    public async Task The_connections_say_what_they_are()
    {
        await OpenAsync(options: new RabbitOptions { ConnectionName = Topic });
        var connections = await Node.ListAsync("connections", "client_properties");
        var mine = connections.Select(c => c.GetRawText()).Where(c => c.Contains(Topic, StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, mine.Length);
        Assert.All(mine, c => Assert.Contains("Messaging for .NET", c, StringComparison.Ordinal));
    }

    private static IReadOnlyBasicProperties AssertProperties(BasicDeliverEventArgs delivery)
    {
        var properties = delivery.BasicProperties;
        Assert.Equal("application/json", properties.ContentType);
        Assert.Equal("utf-8", properties.ContentEncoding);
        Assert.Equal(DeliveryModes.Persistent, properties.DeliveryMode);

        // Python sends priority 0 and an empty table of headers; absent means the same to every receiver.
        Assert.Equal(0, properties.Priority);

        // Of a trace there is something when another test of this process listens to activities.
        Assert.Empty(properties.Headers?.Keys.Except(["traceparent", "tracestate"]) ?? []);
        Assert.False(properties.IsCorrelationIdPresent());
        Assert.False(properties.IsReplyToPresent());
        Assert.False(properties.IsMessageIdPresent());
        Assert.False(properties.IsTimestampPresent());
        Assert.False(properties.IsTypePresent());
        Assert.False(properties.IsUserIdPresent());
        Assert.False(properties.IsAppIdPresent());
        return properties;
    }

    private static JsonDocument Open(BasicDeliverEventArgs delivery)
    {
        using var envelope = JsonDocument.Parse(delivery.Body);
        Assert.Equal(["oslo.version", "oslo.message"], envelope.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal("2.0", envelope.RootElement.GetProperty("oslo.version").GetString());
        return JsonDocument.Parse(envelope.RootElement.GetProperty("oslo.message").GetString()!);
    }

    private async Task<Channel<BasicDeliverEventArgs>> BindAsync(string exchange, string key)
    {
        if (exchange == "openstack")
        {
            await _channel.ExchangeDeclareAsync(exchange, "topic", durable: false, autoDelete: false, cancellationToken: Token);
        }

        var queue = (await _channel.QueueDeclareAsync(cancellationToken: Token)).QueueName;
        await _channel.QueueBindAsync(queue, exchange, key, cancellationToken: Token);
        return await ConsumeAsync(queue);
    }

    private async Task<Channel<BasicDeliverEventArgs>> ConsumeAsync(string queue)
    {
        var deliveries = System.Threading.Channels.Channel.CreateUnbounded<BasicDeliverEventArgs>();
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            deliveries.Writer.TryWrite(new BasicDeliverEventArgs(
                delivery.ConsumerTag, delivery.DeliveryTag, delivery.Redelivered, delivery.Exchange, delivery.RoutingKey,
                delivery.BasicProperties, delivery.Body.ToArray()));
            return Task.CompletedTask;
        };
        await _channel.BasicConsumeAsync(queue, autoAck: true, consumer, Token);
        return deliveries;
    }

    private async Task ReplyAsync(JsonElement request, string result)
    {
        var inner = $$"""{"result": {{result}}, "failure": null, "ending": true, "_msg_id": "{{request.GetProperty("_msg_id").GetString()}}", "_unique_id": "x"}""";
        await PublishAsync("", request.GetProperty("_reply_q").GetString()!, JsonSerializer.Serialize(
            new Dictionary<string, string> { ["oslo.version"] = "2.0", ["oslo.message"] = inner }));
    }

    private async Task PublishAsync(string exchange, string key, string body, string? type = "application/json")
    {
        var properties = new BasicProperties { ContentEncoding = "utf-8" };
        if (type is not null)
        {
            properties.ContentType = type;
        }

        await _channel.BasicPublishAsync(exchange, key, mandatory: false, properties, Encoding.UTF8.GetBytes(body), Token);
    }
}
