namespace Messaging.Drivers.ZeroMq.Connections;

/// <summary>How much and how long a connection bears with its peer.</summary>
/// <param name="HighWaterMark">With how many bytes waiting to be sent no more are taken but replies.</param>
/// <param name="MaxUnread">How many bytes of replies may wait above that.</param>
/// <param name="Heartbeat">How often a silent peer is asked for a sign of life; zero for never.</param>
internal sealed record ConnectionLimits(long HighWaterMark, long MaxUnread, TimeSpan Heartbeat);
