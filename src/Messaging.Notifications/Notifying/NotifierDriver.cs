namespace Messaging;

/// <summary>The notification drivers of oslo.messaging, by their names there.</summary>
public enum NotifierDriver
{
    /// <summary>To the broker, in envelope 2.0, like everything else: <c>messagingv2</c>.</summary>
    MessagingV2,

    /// <summary>To the broker, without an envelope, for listeners that know no other form: <c>messaging</c>.</summary>
    Messaging,

    /// <summary>To the log, under <c>oslo.messaging.notification.EVENT_TYPE</c>, with secrets masked: <c>log</c>.</summary>
    Log,

    /// <summary>Nowhere: <c>noop</c>.</summary>
    Noop,

    /// <summary>According to the rules of <see cref="NotifierOptions.Routing"/>: <c>routing</c>.</summary>
    Routing,
}
