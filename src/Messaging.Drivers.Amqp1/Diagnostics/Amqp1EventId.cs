namespace Messaging.Drivers.Amqp1.Diagnostics;

/// <summary>
/// The ids of the driver's log events: 90xx connections, 91xx serving, 92xx messages. An id never changes its meaning.
/// </summary>
internal static class Amqp1EventId
{
    public const int Connected = 9001;
    public const int ConnectionLost = 9002;
    public const int AttemptFailed = 9003;
    public const int AttemptRefused = 9004;

    public const int IntakeLost = 9101;
    public const int IntakeRestored = 9102;
    public const int MessageRejected = 9103;
    public const int LinkClosed = 9104;

    public const int UnreadableReply = 9201;
    public const int LateReply = 9202;
    public const int WorkFailed = 9203;
    public const int ReplyAddressRefused = 9204;
    public const int ReplyAddressesRefused = 9205;
    public const int ForeignReply = 9206;
    public const int ForeignReplies = 9207;
    public const int RepliesClosed = 9208;
    public const int NobodyYet = 9209;
}
