using Messaging.Drivers;

namespace Messaging.Serving;

/// <summary>All that names a call whose answer is kept: whoever knows a part of it only gets no answer of another's.</summary>
internal readonly record struct AnsweredCall(MessageId UniqueId, MessageId CallId, string? ReplyTo, string? Method);
