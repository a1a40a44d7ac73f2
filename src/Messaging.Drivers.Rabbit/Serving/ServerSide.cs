using Messaging.Drivers.Rabbit.Connecting;
using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Consuming.Content;
using Messaging.Drivers.Rabbit.Declaring;
using Messaging.Drivers.Rabbit.Serving.Replies;
using Messaging.Drivers.Rabbit.Topology;

namespace Messaging.Drivers.Rabbit.Serving;

/// <summary>What all servers and listeners of one driver share.</summary>
/// <param name="Line">The connection that they consume through.</param>
/// <param name="Declarers">Who declares their queues.</param>
/// <param name="Replies">The way of their replies.</param>
/// <param name="Names">Where those of their queues have their names from that no other reads.</param>
/// <param name="Echo">By which they find out whether they still get anything.</param>
/// <param name="Budget">How much they may have in hand.</param>
/// <param name="Runtime">What the driver goes by.</param>
internal sealed record ServerSide(
    ConnectionSupervisor Line, Declarers Declarers, ReplyOutbox Replies, NameClaims Names, Echo Echo, IntakeBudget Budget,
    RabbitRuntime Runtime);
