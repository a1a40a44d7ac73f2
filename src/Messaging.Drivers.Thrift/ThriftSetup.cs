namespace Messaging.Drivers.Thrift;

/// <summary>What one call of AddThrift sets. Several are applied to the same options, in the order of the calls.</summary>
/// <param name="Configure">Sets it.</param>
internal sealed record ThriftSetup(Action<ThriftOptions> Configure);
