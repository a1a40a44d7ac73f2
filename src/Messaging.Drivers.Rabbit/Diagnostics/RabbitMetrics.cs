using System.Diagnostics.Metrics;

namespace Messaging.Drivers.Rabbit.Diagnostics;

/// <summary>The driver's instruments, in a meter of the same name as Core's. See docs/observability.md.</summary>
internal static class RabbitMetrics
{
    private static readonly Meter Meter = new("Messaging");

    public static readonly Counter<long> DeadConsumers = Meter.CreateCounter<long>(
        "messaging.rabbit.dead_consumers", "{consumer}", "Consumers that received nothing although they should have, and were set up "
            + "again.");
}
