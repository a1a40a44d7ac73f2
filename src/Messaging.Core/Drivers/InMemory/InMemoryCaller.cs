namespace Messaging.Drivers.InMemory;

/// <summary>A driver that waits for replies.</summary>
/// <param name="Waiters">The calls.</param>
/// <param name="MaxMessageSize">The largest reply that is accepted, in bytes.</param>
internal sealed record InMemoryCaller(ReplyWaiters Waiters, int MaxMessageSize);
