namespace Messaging.Drivers.Amqp1;

/// <summary>What one call of AddAmqp1 sets. Several are applied to the same options, in the order of the calls.</summary>
/// <param name="Configure">Sets it.</param>
internal sealed record Amqp1Setup(Action<Amqp1Options> Configure);
