namespace Messaging.Drivers;

/// <summary>Why a message is rejected.</summary>
/// <param name="Reason">The kind of reason.</param>
/// <param name="Message">The reason in words.</param>
/// <param name="Error">The error behind it, or null.</param>
public readonly record struct Rejection(RejectionReason Reason, string Message, Exception? Error = null);
