namespace Messaging.Drivers.ZeroMq.Diagnostics;

/// <summary>
/// The ids of the driver's log events: 6000 client connections, 6100 the node that servers bind, 6200 messages. An id is never reused for
/// another event.
/// </summary>
internal static class ZeroMqEventId
{
    public const int PeerConnected = 6001;
    public const int PeerLost = 6002;
    public const int PeerNotReached = 6003;
    public const int PeerRefused = 6004;
    public const int NameLeads = 6005;
    public const int NameNotResolved = 6006;

    public const int NodeBound = 6101;
    public const int NodeClosed = 6102;
    public const int ClientCame = 6103;
    public const int ClientLeft = 6104;
    public const int ClientRefused = 6105;
    public const int AcceptFailed = 6106;
    public const int ClientsRefused = 6107;

    public const int CastVanished = 6201;
    public const int TooLargeRefused = 6202;
    public const int QueuedMessageDropped = 6203;
    public const int UnreadableReply = 6204;
    public const int WorkFailed = 6205;
    public const int TooLargeGathered = 6206;
}
