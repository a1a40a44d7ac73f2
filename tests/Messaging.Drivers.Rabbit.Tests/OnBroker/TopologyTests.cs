using Messaging.Drivers.Rabbit.Tests.TransientQueues;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>What the broker itself says of the exchanges, queues and bindings: exactly what a Python service makes.</summary>
public sealed class TopologyTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    [Theory]
    [InlineData("", false, false, "", false, "x-expires=1800000")]
    [InlineData("amqp_durable_queues=true", true, false, "", false, "x-expires=1800000")]
    [InlineData("amqp_auto_delete=true", false, true, "", false, "x-expires=1800000")]
    [InlineData("rabbit_quorum_queue=true", true, false, "x-queue-type=quorum", false, "x-expires=1800000")]
    [InlineData(
        "rabbit_quorum_queue=true&rabbit_quorum_delivery_limit=7&rabbit_quorum_max_memory_length=8&rabbit_quorum_max_memory_bytes=9",
        true, false, "x-delivery-limit=7,x-max-in-memory-bytes=9,x-max-in-memory-length=8,x-queue-type=quorum",
        false, "x-expires=1800000")]
    [InlineData(
        "rabbit_quorum_queue=true&rabbit_quroum_max_memory_length=8&rabbit_quroum_max_memory_bytes=9",
        true, false, "x-max-in-memory-bytes=9,x-max-in-memory-length=8,x-queue-type=quorum", false, "x-expires=1800000")]
    [InlineData("rabbit_transient_quorum_queue=true", false, false, "", true, "x-expires=1800000,x-queue-type=quorum")]
    [InlineData("rabbit_ha_queues=true", false, false, "x-ha-policy=all", false, "x-expires=1800000,x-ha-policy=all")]
    [InlineData("rabbit_transient_queues_ttl=0", false, false, "", false, "")]
    [InlineData("rabbit_transient_queues_ttl=60", false, false, "", false, "x-expires=60000")]
    public async Task A_server_and_its_clients_make_what_oslo_messaging_makes(
        string query, bool durable, bool autoDelete, string work, bool transientDurable, string transient)
    {
        const string Control = "openstack";
        var host = await Node.AddVirtualHostAsync(Topic);
        var transport = await OpenAsync($"{host}?{query}");
        var server = await ServeAsync(transport, new Calculator());
        var client = Client(transport);
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        await client.With(fanout: true).CastAsync(null, "note", new { text = "all" }, Token);

        var denies = await DenyingNode.IsDeniedByAsync(Node);

        // The queue of cancellations is ours, so it takes no part in what services agree on but its lifetime.
        var cancel = transient.Contains("x-expires", StringComparison.Ordinal) ? transient.Split(',')[0] : "";
        var exchanges = await BrokerView.ListAsync(Node, Topic, "exchanges", "name", "type", "durable", "auto_delete", "internal", "arguments");
        Assert.Equal(
            [
                $"{Control} topic durable={durable} auto_delete={autoDelete} internal=False arguments=",
                $"{Topic}_fanout fanout durable={transientDurable} auto_delete=True internal=False arguments=",
            ],
            exchanges.Where(e => !e.StartsWith("amq.", StringComparison.Ordinal) && e[0] != ' ').Order(StringComparer.Ordinal));

        var queues = await BrokerView.ListAsync(Node, Topic, "queues", "name", "durable", "auto_delete", "exclusive", "arguments");
        Assert.Equal(
            [
                $"reply_# durable={transientDurable || denies} auto_delete=False exclusive=False arguments={transient}",
                $"{Topic} durable={durable || denies} auto_delete={autoDelete} exclusive=False arguments={work}",
                $"{Topic}.messaging_cancel_# durable={transientDurable || denies} auto_delete=True exclusive=False arguments={cancel}",
                $"{Topic}.s1 durable={durable || denies} auto_delete={autoDelete} exclusive=False arguments={work}",
                $"{Topic}_fanout_# durable={transientDurable || denies} auto_delete=False exclusive=False arguments={transient}",
            ],
            queues.Order(StringComparer.Ordinal));

        var bindings = await BrokerView.ListAsync(Node, Topic, "bindings", "source_name", "destination_name", "routing_key", "arguments");
        Assert.Equal(
            [
                $"{Control} {Topic} {Topic} arguments=",
                $"{Control} {Topic}.messaging_cancel_# {Topic}.messaging_cancel arguments=",
                $"{Control} {Topic}.s1 {Topic}.s1 arguments=",
                $"{Topic}_fanout {Topic}_fanout_# {Topic} arguments=",
            ],
            bindings.Where(b => b[0] != ' ').Order(StringComparer.Ordinal));

        await server.StopAsync(Token);
        if (!autoDelete)
        {
            var left = await BrokerView.ListAsync(Node, Topic, "queues", "name");
            Assert.Equal(["reply_#", Topic, $"{Topic}.s1"], left.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task The_reply_queue_is_made_at_the_first_call_and_serves_all_clients()
    {
        var transport = await OpenAsync(await Node.AddVirtualHostAsync(Topic));
        await ServeAsync(transport, new Calculator());
        Assert.DoesNotContain("reply_#", await BrokerView.ListAsync(Node, Topic, "queues", "name"));

        await Client(transport).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token);
        await Client(transport).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token);

        Assert.Single(await BrokerView.ListAsync(Node, Topic, "queues", "name"), "reply_#");
    }

    [Fact]
    public async Task A_client_declares_the_exchange_but_no_queue()
    {
        var transport = await OpenAsync(await Node.AddVirtualHostAsync(Topic));
        await Client(transport).CastAsync(null, "note", new { text = "nobody" }, Token);
        Assert.Empty(await BrokerView.ListAsync(Node, Topic, "queues", "name"));
    }

    [Fact]
    public async Task A_queue_that_exists_but_is_not_durable_is_used_as_it_is()
    {
        var plain = await OpenAsync();
        await (await ServeAsync(plain, new Calculator())).StopAsync(Token);

        var options = Options();
        options.ControlExchange = "durable_" + Topic;
        var durable = Own(await Transport.OpenAsync(Node.Url + "?amqp_durable_queues=true", options, Token));
        await ServeAsync(durable, new Calculator());
        Assert.Equal(3, await Client(durable).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        Assert.NotEqual(await DenyingNode.IsDeniedByAsync(Node), Log.Entries.Any(e => e.EventId.Id == 5104));
    }

    [Fact]
    public async Task A_queue_with_other_properties_is_an_error_that_names_it_and_the_argument()
    {
        var plain = await OpenAsync();
        await (await ServeAsync(plain, new Calculator())).StopAsync(Token);
        var options = Options();
        options.ControlExchange = "autodelete_" + Topic;
        var other = Own(await Transport.OpenAsync(Node.Url + "?amqp_auto_delete=true", options, Token));
        Log.Expect(5102);

        var error = await Assert.ThrowsAsync<DeliveryException>(() => ServeAsync(other, new Calculator()));
        Assert.Contains($"queue '{Topic}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'auto_delete' differs", error.Message, StringComparison.Ordinal);
    }
}
