namespace Messaging.Drivers;

/// <summary>Says that the caller of a call gave up.</summary>
/// <param name="Call">The id of the call, as in the call itself.</param>
/// <param name="ReplyTo">The reply address of the sender of the cancel, if the driver knows it: then only calls with this address end. Null
/// if it does not: the id, which nobody else can guess, must suffice.</param>
/// <param name="TimeLeft">How long the call may still be in transit, or null when that is not known.</param>
public readonly record struct CallCancel(MessageId Call, string? ReplyTo = null, TimeSpan? TimeLeft = null);
