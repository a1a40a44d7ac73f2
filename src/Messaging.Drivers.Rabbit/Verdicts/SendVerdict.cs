namespace Messaging.Drivers.Rabbit.Verdicts;

/// <summary>
/// The table: the kind of message, its outcome and further facts → whether it is sent again, and when. The page "What is sent again" shows
/// the table, and a test compares the two.
/// </summary>
internal static class SendVerdict
{
    /// <summary>
    /// How often a message that the broker refuses is sent. When the node that leads a queue fails, another leads it within seconds.
    /// </summary>
    public const int MaxNacks = 60;

    /// <summary>How often a message is sent when the broker closes its channels and does not say why.</summary>
    public const int MaxClosings = 3;

    /// <summary>How often the queue of a notification is recreated.</summary>
    public const int MaxReturns = 3;

    /// <summary>
    /// How often sending is tried when each attempt fails as if by the connection: if the connection stays open all the same, the message
    /// is at fault.
    /// </summary>
    public const int MaxAttempts = 5;

    /// <summary>The pause before a message is sent again soon.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Judges an attempt to send a message that has not left yet; the same for every kind.</summary>
    /// <param name="error">The failure.</param>
    /// <param name="attempt">The number of the attempt, counted again from the start after each time without a connection.</param>
    /// <param name="mayGoOn">Whether its sender still waits, and the transport is open.</param>
    /// <param name="hasTime">Whether more than the delay of <see cref="SendStep.AfterDelay"/> is left.</param>
    public static SendStep OfAttempt(Exception error, int attempt, bool mayGoOn, bool hasTime) => error switch
    {
        // A node of the cluster is down, or the nodes are electing a leader.
        DeliveryException { IsTransient: true } => hasTime ? SendStep.AfterDelay : SendStep.Fail,

        // The connection was lost during a declaration or the opening of a channel.
        _ when PublishVerdict.IsEndOfChannel(error) => mayGoOn && attempt < MaxAttempts ? SendStep.AtOnce : SendStep.Fail,
        _ => SendStep.Fail,
    };

    /// <summary>Judges a message that did not get through.</summary>
    public static SendStep Of(SendKind kind, SendOutcome outcome, in SendFacts facts) => outcome switch
    {
        SendOutcome.NotSent or SendOutcome.CannotBeSent => NotSent(kind, outcome, facts),
        SendOutcome.Returned => Returned(kind, facts),
        _ when facts.IsOver => SendStep.Drop,
        SendOutcome.Nacked => Nacked(kind, facts),
        SendOutcome.ReplyQueueGone => facts.MayRunTwice ? SendStep.AtOnce : SendStep.Fail,
        SendOutcome.ReplyInDoubt => facts.MayRunTwice ? SendStep.AtOnce : SendStep.Wait,
        _ => kind switch
        {
            SendKind.Call => CallEnded(outcome, facts),
            SendKind.Cancellation => SendStep.Drop,
            SendKind.HandBack => SendStep.Fail,
            SendKind.Parked => outcome == SendOutcome.ConnectionLost ? SendStep.Keep : SendStep.KeepBare,
            _ => outcome switch
            {
                SendOutcome.ClosedForIt => SendStep.Fail,
                SendOutcome.ClosedForOne => facts.Times < MaxClosings ? SendStep.Soon : SendStep.Fail,
                _ => SendStep.AtOnce,
            },
        },
    };

    private static SendStep NotSent(SendKind kind, SendOutcome outcome, in SendFacts facts) => kind switch
    {
        SendKind.Cancellation => SendStep.Drop,
        SendKind.Parked when facts.IsOver => SendStep.Drop,
        SendKind.Parked => outcome == SendOutcome.NotSent ? SendStep.Keep : SendStep.KeepBare,
        _ => SendStep.Fail,
    };

    private static SendStep Returned(SendKind kind, in SendFacts facts) => kind switch
    {
        SendKind.Reply => SendStep.Keep,
        _ when facts.IsOver => SendStep.Drop,
        SendKind.Call => facts.IsExpected || facts is { MayRunTwice: true, WasSentAgain: true } ? SendStep.Soon : SendStep.Fail,
        SendKind.Cast => facts.IsExpected ? SendStep.Soon : facts.NeedsServer ? SendStep.Fail : SendStep.Drop,
        SendKind.Fanout => facts switch
        {
            { IsExpected: true } => SendStep.Soon,
            { IsServed: null } => SendStep.Ask,
            { IsServed: false } => SendStep.Drop,
            _ => SendStep.Fail,
        },
        SendKind.Notification => facts.IsExpected && facts.Times <= MaxReturns ? SendStep.Soon : SendStep.Fail,
        SendKind.Parked => SendStep.Keep,
        SendKind.Cancellation => SendStep.Drop,
        _ => SendStep.Fail,
    };

    private static SendStep Nacked(SendKind kind, in SendFacts facts) => kind switch
    {
        SendKind.Cancellation => SendStep.Drop,
        SendKind.HandBack => SendStep.Fail,
        SendKind.Parked => SendStep.Keep,
        SendKind.Reply => facts.Times < MaxNacks ? SendStep.Keep : SendStep.Drop,
        SendKind.Call when !facts.MayRunTwice => SendStep.Fail,
        _ => facts.Times < MaxNacks ? SendStep.Soon : SendStep.Fail,
    };

    private static SendStep CallEnded(SendOutcome outcome, in SendFacts facts) => outcome switch
    {
        SendOutcome.ClosedForIt => SendStep.Fail,
        SendOutcome.ConnectionLost => facts.MayRunTwice ? SendStep.AtOnce : SendStep.Wait,
        _ when !facts.MayRunTwice => SendStep.Fail,
        SendOutcome.ClosedForAnother => SendStep.Soon,
        _ => facts.Times < MaxClosings ? SendStep.Soon : SendStep.Fail,
    };
}
