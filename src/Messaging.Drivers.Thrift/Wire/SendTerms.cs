namespace Messaging.Drivers.Thrift.Wire;

/// <summary>How messages are sent on a connection that many callers share.</summary>
/// <param name="Time">The clock.</param>
/// <param name="WriteTime">How long one write may take: a peer that does not read for that long is closed.</param>
internal sealed record SendTerms(TimeProvider Time, TimeSpan WriteTime);
