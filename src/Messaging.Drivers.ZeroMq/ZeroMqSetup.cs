namespace Messaging.Drivers.ZeroMq;

/// <summary>What one call of AddZeroMq sets. Several are applied to the same options, in the order of the calls.</summary>
/// <param name="Configure">Sets it.</param>
internal sealed record ZeroMqSetup(Action<ZeroMqOptions> Configure);
