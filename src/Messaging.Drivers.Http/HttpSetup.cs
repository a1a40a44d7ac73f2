namespace Messaging.Drivers.Http;

/// <summary>What one call of AddHttp sets. Several are applied to the same options, in the order of the calls.</summary>
/// <param name="Configure">Sets it.</param>
internal sealed record HttpSetup(Action<HttpOptions> Configure);
