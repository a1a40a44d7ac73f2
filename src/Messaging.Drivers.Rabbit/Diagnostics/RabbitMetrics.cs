using System.Diagnostics.Metrics;

namespace Messaging.Drivers.Rabbit.Diagnostics;

/// <summary>The instruments of the driver, in a meter with the name of Core's. See docs/observability.md.</summary>
internal static class RabbitMetrics
{
    private static readonly Meter Meter = new("Messaging");

    public static readonly Counter<long> DeadConsumers = Meter.CreateCounter<long>(
        "messaging.rabbit.dead_consumers", "{consumer}", "Consumers that got nothing although they should, and were set up anew.");
}
