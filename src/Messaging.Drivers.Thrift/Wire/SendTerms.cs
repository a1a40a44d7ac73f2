namespace Messaging.Drivers.Thrift.Wire;

/// <summary>How messages are sent on a connection that many callers share.</summary>
/// <param name="Time">The clock.</param>
/// <param name="WriteTime">How long one write may take. When the peer does not read for that long, the connection is closed.</param>
internal sealed record SendTerms(TimeProvider Time, TimeSpan WriteTime);
