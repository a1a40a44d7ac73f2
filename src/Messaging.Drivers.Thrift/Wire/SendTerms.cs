namespace Messaging.Drivers.Thrift.Wire;

/// <summary>How messages leave a connection that many share.</summary>
/// <param name="Time">The clock.</param>
/// <param name="WriteTime">How long one write may take: a peer that does not read for that long is closed.</param>
internal sealed record SendTerms(TimeProvider Time, TimeSpan WriteTime);
