namespace Messaging.Drivers.ZeroMq.Connections;

/// <summary>The limits of what a connection tolerates of its peer.</summary>
/// <param name="HighWaterMark">When more than this many bytes wait to be sent, only urgent messages and replies are accepted.</param>
/// <param name="MaxUnread">How many bytes of replies may wait beyond that.</param>
/// <param name="Heartbeat">How often a silent peer is pinged; zero for never.</param>
internal sealed record ConnectionLimits(long HighWaterMark, long MaxUnread, TimeSpan Heartbeat);
