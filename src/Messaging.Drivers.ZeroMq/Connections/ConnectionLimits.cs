namespace Messaging.Drivers.ZeroMq.Connections;

/// <summary>What a connection tolerates of its peer.</summary>
/// <param name="HighWaterMark">The number of bytes waiting to be sent at which only replies are accepted.</param>
/// <param name="MaxUnread">How many bytes of replies may wait beyond that.</param>
/// <param name="Heartbeat">How often a silent peer is pinged; zero for never.</param>
internal sealed record ConnectionLimits(long HighWaterMark, long MaxUnread, TimeSpan Heartbeat);
