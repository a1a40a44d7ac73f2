namespace Messaging.Drivers.Thrift.Diagnostics;

/// <summary>
/// The numbers of the driver's log events: 11000 connections to servers, 11100 the port that servers bind, 11200 messages.
/// A number is never reused for another event.
/// </summary>
internal static class ThriftEventId
{
    public const int Connected = 11001;
    public const int ConnectionLost = 11002;
    public const int NotReached = 11003;

    public const int PortBound = 11101;
    public const int PortClosed = 11102;
    public const int ClientRecognised = 11103;
    public const int ClientLeft = 11104;
    public const int ClientRefused = 11105;
    public const int ClientsRefused = 11106;
    public const int AcceptFailed = 11107;
    public const int ConnectionBroken = 11108;

    public const int CallRefused = 11201;
    public const int QueuedMessageDropped = 11202;
    public const int WorkFailed = 11203;
    public const int CallsRefused = 11204;
}
