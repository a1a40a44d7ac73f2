using System.Text;
using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace Messaging.Drivers.Amqp1.Tests.Generic;

/// <summary>Queues that are there already, addresses by pattern, and what a broker says to a message.</summary>
public sealed class GenericDialectTests : GenericTests
{
    private const string Replies = "reply_address=replies";

    [Fact]
    public async Task With_two_queues_that_are_there_calls_and_casts_work_and_the_ids_stand_in_the_properties()
    {
        Start(new GenericBrokerSetup { Queues = ["calc", "replies"] });
        await ServeAsync("");
        var client = await ClientAsync(Replies);

        Assert.Equal(3, await AddAsync(client));
        await client.CastAsync(null, "note", new { text = "cast" }, Token);
        await WaitForAsync("cast");

        Assert.Equal("127.0.0.1", Broker.HostName);
        var request = Broker.Sent.Entries.First(sent => sent.Address == "calc").Message.Properties;
        var reply = Broker.Sent.Entries.First(sent => sent.Address == "replies").Message.Properties;
        Assert.Equal("replies", request.ReplyTo);
        Assert.Equal(32, request.MessageId.Length);
        Assert.Equal(request.MessageId, reply.CorrelationId);
        Assert.Equal(request.ReplyToGroupId, reply.GroupId);
    }

    [Fact]
    public async Task A_broker_that_makes_no_queue_for_replies_is_told_from_one_that_is_down_and_the_error_says_what_to_set()
    {
        Start(new GenericBrokerSetup { Queues = ["calc"] });
        await ServeAsync("");

        var none = await Assert.ThrowsAsync<DeliveryException>(async () => await AddAsync(await ClientAsync("")));
        Assert.Contains("reply_address", none.Message, StringComparison.Ordinal);
        var missing = await Assert.ThrowsAsync<DeliveryException>(async () => await AddAsync(await ClientAsync(Replies)));
        Assert.Contains("'replies'", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_address_is_set_for_is_an_error_that_says_which()
    {
        Start(new GenericBrokerSetup { Queues = ["calc", "replies"] });
        await ServeAsync("");
        var client = await ClientAsync(Replies);

        var server = await Assert.ThrowsAsync<DeliveryException>(() => AddAsync(client.With(server: "one")));
        Assert.Contains("server_address", server.Message, StringComparison.Ordinal);
        var fanout = await Assert.ThrowsAsync<DeliveryException>(() => client.With(fanout: true).CastAsync(null, "note", new { text = "no" }, Token));
        Assert.Contains("fanout_address", fanout.Message, StringComparison.Ordinal);
        var listener = new NotificationListener(
            await OpenAsync(""), [new Target { Topic = "calc" }], new NotificationListenerOptions { Pool = "p" }, new Listener());
        var pool = await Assert.ThrowsAsync<DeliveryException>(() => listener.StartAsync(Token));
        Assert.Contains("pool_source", pool.Message, StringComparison.Ordinal);
        Assert.Equal(3, await AddAsync(client));
    }

    [Fact]
    public async Task Patterns_lead_to_servers_by_name_and_to_all_of_them_and_a_caller_that_gives_up_is_heard()
    {
        const string patterns =
            "topic_address=rpc.{exchange}.{topic}&server_address=rpc.{topic}.{server}&fanout_address=rpc.{topic}.all"
            + "&fanout_source=rpc.{topic}.all/Subscriptions/{server}";
        string[] queues = ["rpc.openstack.calc", "rpc.calc.one", "rpc.calc.two", "rpc.calc.all/Subscriptions/one", "rpc.calc.all/Subscriptions/two", "replies"];
        Start(new GenericBrokerSetup { Queues = queues });
        await ServeAsync(patterns);
        await ServeAsync(patterns, "two");
        var client = await ClientAsync($"{patterns}&{Replies}");

        Assert.Equal(3, await AddAsync(client));
        Assert.Equal(3, await AddAsync(client.With(server: "two")));
        await client.With(fanout: true).CastAsync(null, "note", new { text = "all" }, Token);
        await Noted.WaitForAsync(_ => Noted.Entries.Count(entry => entry == "all") == 2, "both");

        using var source = new CancellationTokenSource();
        var parked = client.CallAsync(null, "park", cancellationToken: source.Token);
        await WaitForAsync("parked");
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => parked);
        await Broker.Sent.WaitForAsync(sent => sent.Message.Properties.Subject == "messaging-cancel", "the cancellation");
    }

    [Fact]
    public async Task What_the_broker_says_to_a_message_is_what_its_sender_is_told()
    {
        Start(new GenericBrokerSetup { Queues = ["calc", "replies", "secret"], Forbidden = "secret" });
        await ServeAsync("");
        var client = await ClientAsync(Replies);

        await Assert.ThrowsAsync<NoServerException>(() => AddAsync(client.With(topic: "nowhere")));
        var forbidden = await Assert.ThrowsAsync<DeliveryException>(() => AddAsync(client.With(topic: "secret")));
        Assert.False(forbidden.IsTransient);
        Assert.Contains("'Send' or 'Listen' is missing", forbidden.Message, StringComparison.Ordinal);

        Broker.Outcomes["calc"] = new Released();
        await Assert.ThrowsAsync<NoServerException>(() => AddAsync(client));
        Broker.Outcomes["calc"] = new Modified { DeliveryFailed = true };
        Assert.True((await Assert.ThrowsAsync<DeliveryException>(() => AddAsync(client))).IsTransient);
        Broker.Outcomes["calc"] = new Rejected { Error = new Error("amqp:resource-limit-exceeded") { Description = "the queue is full" } };
        var full = await Assert.ThrowsAsync<DeliveryException>(() => client.CastAsync(null, "note", new { text = "no" }, Token));
        Assert.Contains("the queue is full", full.Message, StringComparison.Ordinal);
        Assert.Equal(3, await AddAsync(client));
        Assert.Empty(Noted.Entries);
    }

    [Fact]
    public async Task What_is_larger_than_the_link_takes_is_refused_before_it_is_sent_and_a_reply_that_is_tells_its_caller()
    {
        const int limit = 256 * 1024;
        Start(new GenericBrokerSetup { Queues = ["calc", "replies"], MaxMessageSize = limit });
        await ServeAsync("", endpoint: new Maker());
        var client = await ClientAsync(Replies);

        var request = await Assert.ThrowsAsync<MessageTooLargeException>(() => client.CallAsync(null, "note", new { text = new string('x', limit) }, Token));
        Assert.Equal(limit, request.Limit);
        Assert.Contains("262,144", request.Message, StringComparison.Ordinal);
        var reply = await Assert.ThrowsAsync<MessageTooLargeException>(() => client.CallAsync<string>(null, "make", new { size = limit }, Token));
        Assert.True(reply.IsReply);
        Assert.Equal(9, (await client.CallAsync<string>(null, "make", new { size = 9 }, Token)).Length);
    }

    [Fact]
    public async Task A_message_that_is_no_request_goes_to_the_dead_letters_and_one_with_a_broker_s_annotations_is_read()
    {
        Start(new GenericBrokerSetup { Queues = ["calc", "replies"] });
        await ServeAsync("");
        var client = await ClientAsync(Replies);
        var connection = await new ConnectionFactory().CreateAsync(
            new Address("127.0.0.1", Broker.Port, GenericBroker.User, GenericBroker.Key, "/", "AMQP"));

        await new SenderLink(new Session(connection), "raw", "calc").SendAsync(new Message
        {
            Properties = new Properties { ContentType = "text/plain" },
            MessageAnnotations = new MessageAnnotations { [new Symbol("x-opt-enqueued-time")] = DateTime.UnixEpoch },
            BodySection = new Data { Binary = Encoding.UTF8.GetBytes("hello") },
        });

        await Broker.DeadLetters.WaitForAsync(_ => true, "a dead letter");
        Assert.Equal(3, await AddAsync(client));
        await connection.CloseAsync();
    }

    [Fact]
    public async Task A_wrong_key_is_said_at_once_and_is_not_in_the_error()
    {
        Start(new GenericBrokerSetup { Queues = ["calc"] });

        var error = await Assert.ThrowsAsync<ConnectionFailedException>(
            () => OpenUrlAsync($"amqp1://{GenericBroker.User}:wrong%2Bkey%3D@127.0.0.1:{Broker.Port}/?dialect=generic"));

        Assert.False(error.IsTransient);
        Assert.Contains(GenericBroker.User, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_to_addresses_that_are_not_used_any_more_make_room()
    {
        Start(new GenericBrokerSetup { Queues = [.. Enumerable.Range(0, 300).Select(i => $"topic-{i}")] });
        var client = new RpcClient(await OpenAsync(""), new Target { Topic = "topic-0" });

        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 300; i++)
            {
                await client.With(topic: $"topic-{i}").CastAsync(null, "note", new { text = "x" }, Token);
            }
        }

        Assert.Equal(600, Broker.Sent.Entries.Count);
        Assert.InRange(Broker.LinkCount, 1, 210);
    }

    private sealed class Listener
    {
        public void Info(NotificationMetadata metadata) => _ = metadata.GetHashCode();
    }

    private sealed class Maker
    {
        public string Make(int size) => new('x', size);
    }
}
