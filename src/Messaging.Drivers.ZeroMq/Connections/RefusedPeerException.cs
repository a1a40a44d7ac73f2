namespace Messaging.Drivers.ZeroMq.Connections;

/// <summary>We closed a connection, because what its peer did, or failed to do, would have been at the cost of others.</summary>
internal sealed class RefusedPeerException(string message) : Exception(message);
