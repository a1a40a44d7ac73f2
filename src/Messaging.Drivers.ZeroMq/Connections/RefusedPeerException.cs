namespace Messaging.Drivers.ZeroMq.Connections;

/// <summary>We closed a connection because its peer's behaviour would have harmed others.</summary>
internal sealed class RefusedPeerException(string message) : Exception(message);
