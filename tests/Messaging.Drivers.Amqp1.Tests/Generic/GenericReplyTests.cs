using System.Text;
using Amqp;
using Amqp.Framing;

namespace Messaging.Drivers.Amqp1.Tests.Generic;

/// <summary>Whose replies come from where.</summary>
public sealed class GenericReplyTests : GenericTests
{
    private const int ForeignReply = 9206;
    private const int AddressRefused = 9204;

    [Fact]
    public async Task Any_number_of_transports_share_a_queue_of_replies_that_has_sessions()
    {
        Start(new GenericBrokerSetup { Queues = ["calc"], SessionQueue = "replies" });
        await ServeAsync("");
        var clients = new List<RpcClient>();
        for (var i = 0; i < 3; i++)
        {
            clients.Add(await ClientAsync("reply_address=replies&reply_sessions=true"));
        }

        for (var round = 0; round < 5; round++)
        {
            Assert.All(await Task.WhenAll(clients.Select(AddAsync)), sum => Assert.Equal(3, sum));
        }
    }

    [Fact]
    public async Task Two_transports_that_take_each_other_s_replies_are_told_so()
    {
        Log.Expect(ForeignReply);
        Start(new GenericBrokerSetup { Queues = ["calc", "replies"] });
        await ServeAsync("");
        var one = (await ClientAsync("reply_address=replies")).With(timeout: TimeSpan.FromSeconds(1));
        var two = (await ClientAsync("reply_address=replies")).With(timeout: TimeSpan.FromSeconds(1));

        // Each gets what comes in turn, from when both have called.
        for (var i = 0; i < 4; i++)
        {
            await IgnoreTimeoutAsync(AddAsync(i == 0 ? two : one));
        }

        Assert.Contains("reply_sessions", (await Log.WaitForAsync(entry => entry.EventId.Id == ForeignReply)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_of_the_machine_can_stand_in_the_address_of_replies()
    {
        Start(new GenericBrokerSetup { Queues = ["calc", $"replies.{Environment.MachineName}"] });
        await ServeAsync("");

        Assert.Equal(3, await AddAsync(await ClientAsync("reply_address=replies.{machine}")));
    }

    [Fact]
    public async Task With_only_reply_queues_a_server_writes_to_no_other_address()
    {
        Start(new GenericBrokerSetup { Queues = ["calc", "other", "replies.a"] });
        await ServeAsync("only_reply_queues=true&reply_address=replies.{machine}");
        var connection = await new ConnectionFactory().CreateAsync(
            new Address("127.0.0.1", Broker.Port, GenericBroker.User, GenericBroker.Key, "/", "AMQP"));
        var sender = new SenderLink(new Session(connection), "raw", "calc");

        await sender.SendAsync(Call("other"));
        await Log.WaitForAsync(entry => entry.EventId.Id == AddressRefused);
        await sender.SendAsync(Call("replies.a"));
        await Broker.Sent.WaitForAsync(sent => sent.Address == "replies.a", "the reply");

        Assert.DoesNotContain(Broker.Sent.Entries, sent => sent.Address == "other");
        await connection.CloseAsync();
    }

    private static async Task IgnoreTimeoutAsync(Task call)
    {
        try
        {
            await call;
        }
        catch (CallTimeoutException)
        {
            // The other one has its reply.
        }
    }

    private static Message Call(string replyTo)
    {
        var body = $$$"""
            {"method": "add", "args": {"a": 1, "b": 2}, "_msg_id": "{{{Guid.NewGuid():N}}}", "_reply_q": "{{{replyTo}}}"}
            """;
        return new Message
        {
            Properties = new Properties { ContentType = "application/json", ContentEncoding = "utf-8", ReplyTo = replyTo },
            BodySection = new Data { Binary = Encoding.UTF8.GetBytes(body) },
        };
    }
}
