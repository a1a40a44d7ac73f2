using Messaging.Drivers.Rabbit.Settings;
using Messaging.Drivers.Rabbit.Topology;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit;

/// <summary>What every part of one driver goes by, and what all of them share.</summary>
/// <param name="Settings">The user's options.</param>
/// <param name="Context">What the transport gives its driver.</param>
/// <param name="Logger">Where everything is logged.</param>
/// <param name="Background">Where work goes on that nobody waits for.</param>
/// <param name="Deadlines">The clock of what is sent again later, and of what ends by itself.</param>
/// <param name="Plans">How exchanges and queues are declared.</param>
internal sealed record RabbitRuntime(
    RabbitSettings Settings, DriverContext Context, ILogger Logger, BackgroundWork Background, DeadlineWheel Deadlines, TopologyPlans Plans)
{
    public TimeProvider Time { get; } = Context.TimeProvider;
}
