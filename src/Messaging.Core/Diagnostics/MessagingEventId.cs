namespace Messaging.Diagnostics;

/// <summary>The numbers of Core's log events: 1000 calling, 1100 options, 2000 serving, 3000 dispatching, 4000 the in-memory driver. A
/// number is never reused for something else.</summary>
internal static class MessagingEventId
{
    public const int CastFailed = 1001;
    public const int RemoteExceptionNotMade = 1002;

    public const int OptionIgnored = 1101;

    public const int ServerStarted = 2001;
    public const int ServerStopped = 2002;
    public const int MessageRefused = 2003;
    public const int DuplicateDropped = 2004;
    public const int LateCallDropped = 2005;
    public const int DrainTimedOut = 2006;
    public const int TooManyDeliveries = 2007;
    public const int ReplyFailed = 2008;
    public const int HeartbeatFailed = 2009;
    public const int DetachedCallDropped = 2010;
    public const int HeartbeatSent = 2011;
    public const int AnsweredAgain = 2012;
    public const int Overloaded = 2013;
    public const int AcknowledgedEarly = 2014;
    public const int WaitedTooLong = 2015;
    public const int IdOfAnother = 2016;
    public const int ReplyTooLarge = 2020;
    public const int PoolStarved = 2017;
    public const int MethodsLeftOut = 2018;

    public const int MethodFailed = 3001;
    public const int MethodFailedAsExpected = 3002;
    public const int CallRefused = 3003;
    public const int MethodCancelled = 3004;
    public const int CancelCallbackFailed = 3005;
    public const int FailureHidden = 3006;

    public const int MessageDropped = 4001;
}
