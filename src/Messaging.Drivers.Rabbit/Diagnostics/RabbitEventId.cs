namespace Messaging.Drivers.Rabbit.Diagnostics;

/// <summary>
/// The numbers of the driver's log events: 5000 connections, 5100 topology and channels, 5200 publishing, 5300 consuming, 5400 replies. A
/// number is never reused for another event.
/// </summary>
internal static class RabbitEventId
{
    public const int Connected = 5001;
    public const int ConnectionLost = 5002;
    public const int AttemptFailed = 5003;
    public const int AttemptRefused = 5004;
    public const int Blocked = 5005;
    public const int Unblocked = 5006;
    public const int ClosedHard = 5007;
    public const int CallbackFailed = 5008;
    public const int CredentialsRenewed = 5009;
    public const int CredentialsNotRenewed = 5010;
    public const int HostWithoutUser = 5011;

    public const int ConsumerLost = 5101;
    public const int ConsumerNotRestored = 5102;
    public const int ConsumerRestored = 5103;
    public const int DurabilityDiffers = 5104;
    public const int QueueStuck = 5105;
    public const int EchoCame = 5106;
    public const int EchoRefused = 5107;
    public const int QueueRenamed = 5110;
    public const int ConsumerWaits = 5111;
    public const int TransientQueuesDenied = 5112;
    public const int DurableAlready = 5113;
    public const int ExchangeRestored = 5114;

    public const int SentAgain = 5201;
    public const int ReplyUnroutable = 5202;
    public const int BackgroundFailed = 5203;
    public const int NobodyYet = 5204;
    public const int PublishForbidden = 5210;

    public const int MessageRejected = 5301;
    public const int MessageParked = 5302;
    public const int ParkingFailed = 5303;
    public const int DeadLettersFull = 5304;
    public const int DeadLetterQueueDiffers = 5305;
    public const int NoRoom = 5306;
    public const int MessagesWithoutRoom = 5307;

    public const int LateReply = 5401;
    public const int ReplyQueueGone = 5402;
    public const int ReplyUnreadable = 5403;
    public const int CallerMissing = 5404;
    public const int ReplyDropped = 5405;
    public const int ReplyRefused = 5406;
    public const int RepliesUnroutable = 5407;
    public const int RepliesRefused = 5408;
    public const int ReplyAddressRefused = 5409;
    public const int ReplyAddressesRefused = 5410;
    public const int ReplyNotTaken = 5411;
    public const int RepliesNotTaken = 5412;
    public const int ReplyUnsent = 5413;
    public const int RepliesUnsent = 5414;
}
