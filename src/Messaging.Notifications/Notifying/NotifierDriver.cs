namespace Messaging;

/// <summary>Where a notifier sends: the notification drivers of oslo.messaging, by its names.</summary>
public enum NotifierDriver
{
    /// <summary>To the broker, in envelope 2.0, as everything else: <c>messagingv2</c>.</summary>
    MessagingV2,

    /// <summary>To the broker, without an envelope, for listeners that know no other form: <c>messaging</c>.</summary>
    Messaging,

    /// <summary>To the log, under <c>oslo.messaging.notification.EVENT_TYPE</c>, secrets masked: <c>log</c>.</summary>
    Log,

    /// <summary>Nowhere: <c>noop</c>.</summary>
    Noop,

    /// <summary>Where the rules of <see cref="NotifierOptions.Routing"/> say: <c>routing</c>.</summary>
    Routing,
}
