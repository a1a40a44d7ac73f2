using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.TransientQueues;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>What the broker itself says of the queues of notifications: exactly what a Python service makes.</summary>
public sealed class NotificationTopologyTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    [Theory]
    [InlineData("", false, false, "")]
    [InlineData("amqp_durable_queues=true", true, false, "")]
    [InlineData("amqp_auto_delete=true", false, true, "")]
    [InlineData("rabbit_quorum_queue=true", true, false, "x-queue-type=quorum")]
    public async Task A_notifier_and_its_listeners_make_what_oslo_messaging_makes(string query, bool durable, bool autoDelete, string arguments)
    {
        var transport = await OpenAsync($"{await Node.AddVirtualHostAsync(Topic)}?{query}");
        var pool = $"{Topic}-pool";
        var pooled = Own(NotificationListener.Create(
            transport, [new Target { Topic = Topic }], [new NotificationRecorder().For(NotificationPriority.Info, NotificationPriority.Error)],
            new NotificationListenerOptions { Pool = pool }));
        await pooled.StartAsync(Token);
        var recorder = new NotificationRecorder();
        var listener = Own(NotificationListener.Create(transport, [new Target { Topic = Topic }], [recorder.For(NotificationPriority.Warn)]));
        await listener.StartAsync(Token);

        await new Notifier(transport, new NotifierOptions { Topics = [Topic], ThrowOnFailure = true }).InfoAsync(null, "e", null, Token);
        await new Notifier(transport, new NotifierOptions { Topics = [Topic], ThrowOnFailure = true }).WarnAsync(null, "e", null, Token);
        await recorder.WaitForAsync("e");

        var denies = await DenyingNode.IsDeniedByAsync(Node);
        var facts = $"durable={durable || denies} auto_delete={autoDelete} exclusive=False arguments={arguments}";
        Assert.Equal(
            [$"{pool} {facts}", $"{Topic}.info {facts}", $"{Topic}.warn {facts}"],
            (await BrokerView.ListAsync(Node, Topic, "queues", "name", "durable", "auto_delete", "exclusive", "arguments"))
                .Order(StringComparer.Ordinal));
        Assert.Equal(
            [
                $"openstack {pool} {Topic}.error arguments=",
                $"openstack {pool} {Topic}.info arguments=",
                $"openstack {Topic}.info {Topic}.info arguments=",
                $"openstack {Topic}.warn {Topic}.warn arguments=",
            ],
            (await BrokerView.ListAsync(Node, Topic, "bindings", "source_name", "destination_name", "routing_key", "arguments"))
                .Where(binding => binding[0] != ' ').Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_queue_that_was_deleted_is_made_again_by_a_listener_that_lost_it()
    {
        var transport = await OpenAsync();
        var recorder = new NotificationRecorder();
        var listener = Own(NotificationListener.Create(transport, [new Target { Topic = Topic }], [recorder.For(NotificationPriority.Info)]));
        await listener.StartAsync(Token);

        await Node.DeleteQueueAsync($"{Topic}.info");
        await Log.WaitForAsync("ConsumerRestored");
        await new Notifier(transport, new NotifierOptions { Topics = [Topic], ThrowOnFailure = true }).InfoAsync(null, "after", null, Token);

        await recorder.WaitForAsync("after");
    }
}
