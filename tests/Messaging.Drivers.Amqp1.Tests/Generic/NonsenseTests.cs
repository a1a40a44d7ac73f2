using System.Text;
using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Amqp.Types;
using Messaging.DriverContract;
using Messaging.Drivers.Amqp1.Tests.OnBroker;
using Messaging.TestKit;

namespace Messaging.Drivers.Amqp1.Tests.Generic;

/// <summary>Messages and brokers that make no sense: what is harmed is only what they are about.</summary>
public sealed class NonsenseTests : GenericTests
{
    private const string Replies = "reply_address=replies";

    [Theory]
    [InlineData("nobody")]
    [InlineData("twice")]
    [InlineData("text")]
    [InlineData("empty")]
    [InlineData("nested")]
    public async Task A_reply_that_is_for_no_call_or_is_none_at_all_harms_no_other(string kind)
    {
        Start(new GenericBrokerSetup { Queues = ["calc", "replies"] });
        await ServeAsync("");
        var client = await ClientAsync(Replies);
        Assert.Equal(3, await AddAsync(client));

        await SendAsync("replies", kind switch
        {
            "nobody" => Json("""{"result": 7, "ending": true, "_msg_id": "0123456789abcdef0123456789abcdef"}"""),
            "twice" => Json($$"""{"result": 7, "ending": true, "_msg_id": "{{Broker.Sent.Entries[0].Message.Properties.MessageId}}"}"""),
            "text" => new Message { BodySection = new AmqpValue { Value = "hello" } },
            "empty" => new Message { Properties = new Properties { CorrelationId = "x" } },
            _ => Nested(),
        });

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(3, await AddAsync(client));
        }

        Assert.DoesNotContain(Log.Entries, entry => entry.EventId.Name == "ConnectionLost");
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("cancel")]
    [InlineData("nested")]
    public async Task A_request_that_is_none_harms_no_other(string kind)
    {
        Start(new GenericBrokerSetup { Queues = ["calc", "replies"] });
        await ServeAsync("");
        var client = await ClientAsync(Replies);

        await SendAsync("calc", kind switch
        {
            "empty" => new Message { Properties = new Properties { ContentType = "application/json" } },
            "text" => new Message { BodySection = new AmqpValue { Value = "hello" } },
            "json" => Json("{\"method\": "),
            "cancel" => new Message { Properties = new Properties { Subject = "messaging-cancel" }, BodySection = new Data { Binary = [1, 2, 3] } },
            _ => Nested(),
        });

        Assert.Equal(3, await AddAsync(client));
        Assert.DoesNotContain(Log.Entries, entry => entry.EventId.Name is "ConnectionLost" or "WorkFailed");
    }

    [Fact]
    public async Task A_broker_that_gives_no_address_for_replies_or_one_of_another_kind_is_told_and_calls_end()
    {
        foreach (var address in (string?[])[null, "", "somewhere"])
        {
            using var broker = new OddBroker(address);
            var transport = await OpenUrlAsync($"amqp1://guest:guest@127.0.0.1:{broker.Port}/?dialect=rabbit");
            var client = new RpcClient(transport, new Target { Topic = "calc" });

            var error = await Assert.ThrowsAsync<DeliveryException>(() => AddAsync(client));

            Assert.Contains("management node", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_management_node_that_answers_nonsense_is_told_to_who_starts_a_server()
    {
        using var broker = new OddBroker("/queues/replies");
        var transport = await OpenUrlAsync($"amqp1://guest:guest@127.0.0.1:{broker.Port}/?dialect=rabbit");
        await using var server = new RpcServer(
            transport, new Target { Topic = "calc", Server = "one" }, new RpcServerOptions(), new Noter(Noted));

        var error = await Assert.ThrowsAsync<DeliveryException>(() => server.StartAsync(Token));

        Assert.Contains("fine", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_disposed_before_it_connected_while_it_connects_and_twice_ends()
    {
        Start(new GenericBrokerSetup { Queues = ["calc"] });
        await using var deaf = TcpProxy.Start(Broker.Port);
        deaf.Stall();
        var drivers = new DriverRegistry();
        Amqp1Driver.Register(drivers);
        var opening = Transport.OpenAsync(
            Broker.Url("connect_timeout=1").Replace($":{Broker.Port}/", $":{deaf.Port}/", StringComparison.Ordinal),
            new TransportOptions { Drivers = drivers, LoggerFactory = Log }, Token);
        await Assert.ThrowsAsync<ConnectionFailedException>(() => opening);

        var transport = await OpenAsync("");
        var server = new RpcServer(transport, new Target { Topic = "calc", Server = "one" }, new RpcServerOptions(), new Noter(Noted));
        await server.StartAsync(Token);
        await transport.DisposeAsync().AsTask().WaitAsync(WaitLimit.Default, Token);
        await server.DisposeAsync().AsTask().WaitAsync(WaitLimit.Default, Token);
        await transport.DisposeAsync().AsTask().WaitAsync(WaitLimit.Default, Token);
    }

    private static Message Json(string body) => new()
    {
        Properties = new Properties { ContentType = "application/json" }, BodySection = new Data { Binary = Encoding.UTF8.GetBytes(body) },
    };

    private static Message Nested()
    {
        object value = 1;
        for (var i = 0; i < 50; i++)
        {
            value = new List { value };
        }

        return new Message { Properties = new Properties { ContentType = "application/json" }, BodySection = new AmqpValue { Value = value } };
    }

    private async Task SendAsync(string address, Message message)
    {
        var connection = await new ConnectionFactory().CreateAsync(
            new Address("127.0.0.1", Broker.Port, GenericBroker.User, GenericBroker.Key, "/", "AMQP"));
        await new SenderLink(new Session(connection), "raw", address).SendAsync(message);
        await connection.CloseAsync();
    }
}
