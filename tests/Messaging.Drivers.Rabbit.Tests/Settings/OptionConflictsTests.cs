using Messaging.Drivers.Rabbit.Settings;

namespace Messaging.Drivers.Rabbit.Tests.Settings;

public sealed class OptionConflictsTests
{
    [Theory]
    [InlineData("rabbit_ha_queues=1&rabbit_quorum_queue=1", "rabbit_quorum_queue")]
    [InlineData("rabbit_ha_queues=1&rabbit_transient_quorum_queue=1", "rabbit_transient_quorum_queue")]
    [InlineData("amqp_auto_delete=1&rabbit_quorum_queue=1", "amqp_auto_delete")]
    [InlineData("enable_cancel_on_failover=1&rabbit_quorum_queue=1", "enable_cancel_on_failover")]
    [InlineData("enable_cancel_on_failover=1&rabbit_transient_quorum_queue=1", "enable_cancel_on_failover")]
    [InlineData("dead_letter_by_broker=1", "dead_letter_queues")]
    [InlineData("rabbit_login_method=EXTERNAL&ssl=1", "ssl_cert_file")]
    [InlineData("rabbit_login_method=EXTERNAL&ssl_cert_file=c", "PLAIN")]
    [InlineData("ssl=1&ssl_key_file=k", "ssl_cert_file")]
    [InlineData("rabbit_stream_fanout=1&rabbit_qos_prefetch_count=1", "rabbit_transient_quorum_queue")]
    [InlineData("rabbit_stream_fanout=1&rabbit_transient_quorum_queue=1", "rabbit_qos_prefetch_count")]
    public void Options_that_cannot_go_together_are_refused_with_what_to_do(string query, string named)
    {
        var error = Assert.Throws<ArgumentException>(() => Settings(query));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Matches("Turn|Set", error.Message);
    }

    public static TheoryData<RabbitOptions, string[]> Ours => new()
    {
        { new RabbitOptions { Oslo = { MirroredQueues = true }, Queues = { Quorum = true } }, ["Oslo.MirroredQueues", "Queues.Quorum"] },
        { new RabbitOptions { Queues = { AutoDelete = true, Quorum = true } }, ["Queues.AutoDelete", "Queues.Quorum"] },
        { new RabbitOptions { Recovery = { CancelOnFailover = true }, Queues = { TransientQuorum = true } }, ["Recovery.CancelOnFailover"] },
        { new RabbitOptions { DeadLetters = { ByBroker = true } }, ["DeadLetters.ByBroker", "DeadLetters.Enabled"] },
        { new RabbitOptions { Login = RabbitLogin.Certificate, Tls = { Enabled = true } }, ["Login", "Tls.CertFile"] },
        { new RabbitOptions { Tls = { Enabled = true, KeyFile = "k" } }, ["Tls.KeyFile", "Tls.CertFile"] },
        { new RabbitOptions { Queues = { StreamFanout = true }, PrefetchCount = 1 }, ["Queues.StreamFanout", "Queues.TransientQuorum"] },
        { new RabbitOptions { Queues = { StreamFanout = true, TransientQuorum = true } }, ["Queues.StreamFanout", "PrefetchCount"] },
        { new RabbitOptions { SendUserId = true, Login = RabbitLogin.Certificate }, ["SendUserId", "Login"] },
    };

    [Theory]
    [MemberData(nameof(Ours))]
    public void Each_is_named_as_code_names_it_too(RabbitOptions options, string[] named)
    {
        var error = Assert.Throws<ArgumentException>(() => new RabbitSettings(TransportUrl.Parse("rabbit://h/"), options));

        Assert.All(named, name => Assert.Contains($"RabbitOptions.{name}", error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("rabbit_ha_queues=1&amqp_auto_delete=1&amqp_durable_queues=1")]
    [InlineData("rabbit_stream_fanout=1&rabbit_transient_quorum_queue=1&rabbit_qos_prefetch_count=1&use_queue_manager=1")]
    public void Others_can(string query) => Assert.NotNull(Settings(query));

    private static RabbitSettings Settings(string query) => new(TransportUrl.Parse("rabbit://h/?" + query), new RabbitOptions());
}
