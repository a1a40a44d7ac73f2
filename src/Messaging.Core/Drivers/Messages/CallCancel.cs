namespace Messaging.Drivers;

/// <summary>The word that the caller of a call gave up.</summary>
/// <param name="Call">The id of the call, as in the call itself.</param>
/// <param name="ReplyTo">The reply address of whoever says so, where the driver knows it: then only calls with this address end. Null where it does not: the id, which nobody else can guess, has to do.</param>
/// <param name="TimeLeft">How long the call may still be on its way, or null when that is not known.</param>
public readonly record struct CallCancel(MessageId Call, string? ReplyTo = null, TimeSpan? TimeLeft = null);
