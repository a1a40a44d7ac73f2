namespace Messaging.Drivers.ZeroMq.Connections;

/// <summary>We closed a connection, for what its peer did or left undone would have been at the cost of others.</summary>
internal sealed class RefusedPeerException(string message) : Exception(message);
