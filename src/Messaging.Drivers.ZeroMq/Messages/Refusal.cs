namespace Messaging.Drivers.ZeroMq.Messages;

/// <summary>A server's refusal of a request.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Limit">For a request that is too large, the most bytes that the server accepts; null when it does not say.</param>
internal readonly record struct Refusal(RefusalReason Reason, uint? Limit = null);
