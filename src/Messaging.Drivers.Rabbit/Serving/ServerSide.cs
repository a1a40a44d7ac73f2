using Messaging.Drivers.Rabbit.Connecting;
using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Consuming.Content;
using Messaging.Drivers.Rabbit.Declaring;
using Messaging.Drivers.Rabbit.Serving.Replies;
using Messaging.Drivers.Rabbit.Topology;

namespace Messaging.Drivers.Rabbit.Serving;

/// <summary>What all servers and listeners of one driver share.</summary>
/// <param name="Line">The connection for consuming.</param>
/// <param name="Declarers">Declares their queues.</param>
/// <param name="Replies">Sends their replies.</param>
/// <param name="Names">Names the queues that only one of them reads.</param>
/// <param name="Echo">Finds out whether their consumers still receive messages.</param>
/// <param name="Budget">Limits the bytes that they have in flight.</param>
/// <param name="Runtime">The settings and services of the driver.</param>
internal sealed record ServerSide(
    ConnectionSupervisor Line, Declarers Declarers, ReplyOutbox Replies, NameClaims Names, Echo Echo, IntakeBudget Budget,
    RabbitRuntime Runtime);
