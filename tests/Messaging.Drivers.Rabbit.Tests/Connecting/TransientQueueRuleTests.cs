using Messaging.Drivers.Rabbit.Connecting;
using Messaging.Drivers.Rabbit.Settings;
using Messaging.Drivers.Rabbit.Topology;
using Messaging.TestKit;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Tests.Connecting;

public sealed class TransientQueueRuleTests : IDisposable
{
    private static readonly BrokerHost Host = new("mq1", 5672, "ada", "secret");
    private static readonly QueuePlan Transient = new("q", Durable: false, AutoDelete: true, null);
    private static readonly ShutdownEventArgs Denial = new(
        ShutdownInitiator.Peer, 541, "INTERNAL_ERROR - Feature `transient_nonexcl_queues` is deprecated.\nIts use is not permitted");

    private readonly LogCapture _log = new();
    private readonly TransientQueueRule _rule;

    public TransientQueueRuleTests() => _rule = new TransientQueueRule(_log.CreateLogger("x"));

    public void Dispose() => _log.Dispose();

    [Fact]
    public void Before_a_denial_queues_are_declared_as_planned_and_after_it_durable()
    {
        Assert.Same(Transient, _rule.Apply(Transient));
        Assert.True(_rule.Learn(Host, Denial));
        Assert.Equal(Transient with { Durable = true }, _rule.Apply(Transient));
    }

    [Fact]
    public void What_is_no_denial_teaches_nothing()
    {
        Assert.False(_rule.Learn(Host, new ShutdownEventArgs(ShutdownInitiator.Peer, 320, "CONNECTION_FORCED")));
        Assert.Same(Transient, _rule.Apply(Transient));
        Assert.Empty(_log.Entries);
    }

    [Fact]
    public void A_quorum_queue_is_left_as_it_is()
    {
        _rule.Learn(Host, Denial);
        var quorum = new QueuePlan("q", Durable: true, AutoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        Assert.Same(quorum, _rule.Apply(quorum));
    }

    [Fact]
    public void It_is_said_once_with_the_host_and_the_options_that_Python_needs()
    {
        Assert.True(_rule.Learn(Host, Denial));
        Assert.True(_rule.Learn(Host, Denial));

        var entry = Assert.Single(_log.Entries);
        Assert.Equal(5112, entry.EventId.Id);
        Assert.Contains("mq1:5672", entry.Message, StringComparison.Ordinal);
        Assert.Contains("amqp_durable_queues=true", entry.Message, StringComparison.Ordinal);
        Assert.Contains("rabbit_transient_quorum_queue=true", entry.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", entry.Message, StringComparison.Ordinal);
    }
}
