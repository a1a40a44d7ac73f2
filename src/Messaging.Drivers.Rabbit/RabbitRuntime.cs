using Messaging.Drivers.Rabbit.Settings;
using Messaging.Drivers.Rabbit.Topology;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit;

/// <summary>The settings and services that all parts of one driver share.</summary>
/// <param name="Settings">The user's options.</param>
/// <param name="Context">What the transport gives its driver.</param>
/// <param name="Logger">Where everything is logged.</param>
/// <param name="Background">Runs work that nobody awaits.</param>
/// <param name="Deadlines">The clock of messages that are sent again later, and of waits that end by themselves.</param>
/// <param name="Plans">How exchanges and queues are declared.</param>
internal sealed record RabbitRuntime(
    RabbitSettings Settings, DriverContext Context, ILogger Logger, BackgroundWork Background, DeadlineWheel Deadlines, TopologyPlans Plans)
{
    public TimeProvider Time { get; } = Context.TimeProvider;
}
