using Messaging.Drivers.Rabbit.Verdicts;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Messaging.Drivers.Rabbit.Tests.Verdicts;

public sealed class DeclareVerdictTests
{
    [Theory]
    [InlineData(
        "PRECONDITION_FAILED - inequivalent arg 'durable' for queue 'q' in vhost '/': received 'true' but current is 'false'", true)]
    [InlineData(
        "PRECONDITION_FAILED - inequivalent arg 'auto_delete' for queue 'q' in vhost '/': received 'true' but current is 'false'", false)]
    [InlineData("PRECONDITION_FAILED - something else", false)]
    public void Only_durability_is_taken_as_the_broker_has_it(string text, bool durability) =>
        Assert.Equal(durability, DeclareVerdict.IsDurability(Refusal(406, text)));

    [Fact]
    public void A_queue_with_other_properties_is_named_with_what_differs_and_what_to_do()
    {
        var error = DeclareVerdict.Of(
            Refusal(406, "PRECONDITION_FAILED - inequivalent arg 'x-expires' for queue 'q' in vhost '/'"), "queue", "q");

        Assert.Contains("queue 'q'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'x-expires' differs", error.Message, StringComparison.Ordinal);
        Assert.Contains("delete the queue", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public void A_missing_permission_says_which() =>
        Assert.Contains(
            "Give it the configure permission", DeclareVerdict.Of(Refusal(403, "ACCESS_REFUSED"), "exchange", "e").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("ACCESS_REFUSED - queue name 'amq.q' contains reserved prefix 'amq.*'", "'amq.' belong to the broker")]
    [InlineData("ACCESS_REFUSED", "Give it the configure permission")]
    public void A_reserved_name_is_no_matter_of_permissions(string text, string advice) =>
        Assert.Contains(advice, DeclareVerdict.Of(Refusal(403, text), "queue", "amq.q").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(ShutdownInitiator.Peer, 541, "INTERNAL_ERROR - Feature `transient_nonexcl_queues` is deprecated.\nIts use is not", true)]
    [InlineData(ShutdownInitiator.Peer, 541, "INTERNAL_ERROR - Feature `global_qos` is deprecated.", false)]
    [InlineData(ShutdownInitiator.Peer, 541, "INTERNAL_ERROR", false)]
    [InlineData(ShutdownInitiator.Peer, 530, "transient_nonexcl_queues", false)]
    [InlineData(ShutdownInitiator.Library, 541, "transient_nonexcl_queues", false)]
    public void That_transient_queues_are_denied_is_read_in_the_end_of_a_connection(
        ShutdownInitiator by, ushort code, string text, bool isDenied) =>
        Assert.Equal(isDenied, DeclareVerdict.IsTransientQueueDenied(new ShutdownEventArgs(by, code, text)));

    [Fact]
    public void A_lost_connection_is_no_refusal() =>
        Assert.False(DeclareVerdict.IsRefusal(
            new OperationInterruptedException(new ShutdownEventArgs(ShutdownInitiator.Library, 541, "End of stream"))));

    private static OperationInterruptedException Refusal(ushort code, string text) =>
        new(new ShutdownEventArgs(ShutdownInitiator.Peer, code, text));
}
