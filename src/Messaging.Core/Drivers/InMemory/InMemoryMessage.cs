namespace Messaging.Drivers.InMemory;

/// <summary>A message as the broker keeps it: encoded, so that an in-memory test finds a type that cannot be serialised.</summary>
/// <param name="broker">Its broker.</param>
/// <param name="body">The body.</param>
/// <param name="expiry">When its sender stops waiting.</param>
/// <param name="callId">Its id, if it is a call: one with an address for its reply.</param>
/// <param name="replyTo">The address of its reply, if it is a call.</param>
internal sealed class InMemoryMessage(
    InMemoryBroker broker, MessageBuffer body, Deadline expiry, MessageId callId = default, string? replyTo = null)
    : QueuedMessage(body, expiry)
{
    public override MessageId? CallId => replyTo is null ? null : callId;

    public override string? ReplyTo => replyTo;

    public override Task ReplyAsync(string replyTo, ReadOnlyMemory<byte> body, Deadline deadline, CancellationToken cancellationToken)
    {
        if (broker.FindCaller(replyTo) is not { } caller)
        {
            throw new DeliveryException($"The caller's address '{replyTo}' no longer exists.", isTransient: false);
        }

        if (body.Length > caller.MaxMessageSize)
        {
            throw new MessageTooLargeException(
                $"It has {OversizedMessage.Describe(body.Length, caller.MaxMessageSize)}, by its caller.",
                body.Length, caller.MaxMessageSize, isReply: true);
        }

        try
        {
            caller.Waiters.Complete(Reply.Read(body.Span));
        }
        catch (SerializationException e)
        {
            // As on a broker, where the caller finds out.
            Listener!.Drop("replies", e.Message);
        }

        return Task.CompletedTask;
    }
}
