namespace Messaging.Drivers.Rabbit;

public sealed partial class RabbitOptions
{
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(PublishChannels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(PublishChannels, 2047);
        ArgumentOutOfRangeException.ThrowIfNegative(QuorumDeliveryLimit);
        ArgumentOutOfRangeException.ThrowIfNegative(QuorumMaxMemoryLength);
        ArgumentOutOfRangeException.ThrowIfNegative(QuorumMaxMemoryBytes);
        ArgumentOutOfRangeException.ThrowIfNegative(PrefetchCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(PrefetchCount, ushort.MaxValue);
        ArgumentOutOfRangeException.ThrowIfLessThan(MemoryBudget, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxCompressionRatio, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(DeadLetterMaxLength);
        ArgumentOutOfRangeException.ThrowIfNegative(DeadLetterMaxBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(MissingCallerTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(TransientQueueTtl, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(TransientQueueTtl, TimeSpan.FromDays(24));
        ArgumentOutOfRangeException.ThrowIfLessThan(Heartbeat, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Heartbeat, TimeSpan.FromSeconds(ushort.MaxValue));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(HostTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ReconnectDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxReconnectDelay, ReconnectDelay);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(CloseTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(WatchInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(WatchInterval, TimeSpan.FromDays(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(ConsumerTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((int)FailoverStrategy, (int)RabbitFailover.InOrder, nameof(FailoverStrategy));
    }
}
