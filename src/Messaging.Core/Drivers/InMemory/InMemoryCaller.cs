namespace Messaging.Drivers.InMemory;

/// <summary>Who waits for replies.</summary>
/// <param name="Waiters">The calls.</param>
/// <param name="MaxMessageSize">The largest reply that is accepted, in bytes.</param>
internal sealed record InMemoryCaller(ReplyWaiters Waiters, int MaxMessageSize);
