namespace Messaging.Drivers.Rabbit;

/// <summary>What one call of AddRabbit sets. Several are applied to the same options, in the order of the calls.</summary>
/// <param name="Configure">Sets it.</param>
internal sealed record RabbitSetup(Action<IServiceProvider, RabbitOptions> Configure);
