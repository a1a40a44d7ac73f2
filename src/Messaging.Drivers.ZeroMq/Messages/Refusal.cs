namespace Messaging.Drivers.ZeroMq.Messages;

/// <summary>What a server says of a request that it did not take.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Limit">For one that is too large, the most bytes that the server takes; null when it does not say.</param>
internal readonly record struct Refusal(RefusalReason Reason, uint? Limit = null);
