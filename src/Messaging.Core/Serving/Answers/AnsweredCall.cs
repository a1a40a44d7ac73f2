using Messaging.Drivers;

namespace Messaging.Serving;

/// <summary>The full identity of a call whose answer is kept: a caller that knows only part of it does not get another's answer.</summary>
internal readonly record struct AnsweredCall(MessageId UniqueId, MessageId CallId, string? ReplyTo, string? Method);
