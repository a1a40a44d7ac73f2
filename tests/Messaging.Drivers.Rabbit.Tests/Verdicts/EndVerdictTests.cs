using Messaging.Drivers.Rabbit.Settings;
using Messaging.Drivers.Rabbit.Verdicts;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Tests.Verdicts;

public sealed class EndVerdictTests
{
    private static readonly BrokerHost Host = new("broker.example", 5672, "alice", "hunter2-secret");

    [Theory]
    [InlineData(ShutdownInitiator.Peer, 530, "NOT_ALLOWED - something", false)]
    [InlineData(ShutdownInitiator.Peer, 540, "NOT_IMPLEMENTED - something", false)]
    [InlineData(ShutdownInitiator.Peer, 541, "INTERNAL_ERROR", true)]
    [InlineData(ShutdownInitiator.Peer, 504, "CHANNEL_ERROR - something", true)]
    [InlineData(ShutdownInitiator.Peer, 320, "CONNECTION_FORCED - shutdown", null)]
    [InlineData(ShutdownInitiator.Library, 541, "End of stream", null)]
    [InlineData(ShutdownInitiator.Application, 200, "Goodbye", null)]
    public void A_connection_ends_for_what_was_asked_for_or_is_lost(ShutdownInitiator by, ushort code, string text, bool? transient)
    {
        var error = EndVerdict.Of(new ShutdownEventArgs(by, code, text), Host);

        Assert.Equal(transient, error?.IsTransient);
        Assert.Equal(transient is not null, error?.Message.Contains($"{code} {text}", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void A_limit_is_named_with_the_command_that_raises_it()
    {
        var error = EndVerdict.Of(
            new ShutdownEventArgs(
                ShutdownInitiator.Peer, 530, "NOT_ALLOWED - number of channels opened for user 'alice' has reached the maximum allowed user limit of 2"),
            Host)!;

        Assert.False(error.IsTransient);
        Assert.Contains("maximum allowed user limit of 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("rabbitmqctl set_user_limits alice", error.Message, StringComparison.Ordinal);
    }
}
