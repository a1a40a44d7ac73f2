using Messaging.Soak.Faults;

namespace Messaging.Reliability.Tests;

/// <summary>
/// One broker, with durable queues, 64 callers and casts: no call hangs or gets the answer of another, no confirmed cast is lost, nothing
/// runs twice that must not, all works again by itself, and nothing is left behind.
/// </summary>
[Collection(OneAtATime)]
public sealed class SingleNodeTests(SingleNode node) : IClassFixture<SingleNode>
{
    /// <summary>The collection of all that need the machine for themselves.</summary>
    public const string OneAtATime = "load";

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    [Fact]
    public Task A_connection_is_cut() => SurvivesAsync(NetworkFaults.ConnectionCut);

    [Fact]
    public Task The_broker_hears_nothing_for_a_while() => SurvivesAsync(NetworkFaults.StalledToBroker, Moment * 2);

    [Fact]
    public Task The_clients_hear_nothing_for_a_while() => SurvivesAsync(NetworkFaults.StalledToClients, Moment * 2);

    [Fact]
    public Task The_broker_is_killed_and_started_again() => SurvivesAsync(BrokerFaults.Killed);

    [Fact]
    public Task The_broker_is_stopped_and_started_again() => SurvivesAsync(BrokerFaults.Restarted);

    [Fact]
    public Task The_broker_stands_still_for_a_while() => SurvivesAsync(BrokerFaults.Paused, Moment * 3);

    [Fact]
    public Task The_broker_has_no_memory_for_a_while() => SurvivesAsync(BrokerFaults.MemoryAlarm, Moment);

    [Fact]
    public Task The_broker_closes_all_channels() => SurvivesAsync(BrokerFaults.ChannelsClosed);

    [Fact]
    public Task The_reply_queue_is_deleted() => SurvivesAsync(QueueFaults.ReplyQueueDeleted);

    [Fact]
    public Task The_request_queues_are_deleted() => SurvivesAsync(QueueFaults.RequestQueuesDeleted);

    [Fact]
    public Task A_server_process_is_killed_and_another_started() => SurvivesAsync(ServerFaults.Killed);

    private Task SurvivesAsync(Fault fault, TimeSpan length = default) => node.SurvivesAsync(fault, length);
}
