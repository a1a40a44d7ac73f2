namespace Messaging.Drivers.ZeroMq.Serving;

/// <summary>A request as the node keeps it: with the connection that it came on, and its id there.</summary>
/// <param name="client">The connection.</param>
/// <param name="id">The id.</param>
/// <param name="isCall">Whether its sender waits for a reply.</param>
/// <param name="body">The body, whose memory is counted in the connection's share.</param>
/// <param name="expiry">When the sender stops waiting.</param>
internal sealed class NodeMessage(
    ClientLine client, MessageId id, bool isCall, MessageBuffer body, Deadline expiry) : QueuedMessage(body, expiry)
{
    private readonly int _size = body.Length;

    public override CallerIdentity? Caller => client.Caller;

    public override MessageId? CallId => isCall ? id : null;

    public override string? ReplyTo => client.ReplyTo;

    /// <summary>
    /// When its connection has ended, a call has been failed by its client, or is sent again. A cast was already accepted.
    /// </summary>
    protected override bool IsAbandoned => isCall && client.HasEnded;

    public override Task ReplyAsync(string replyTo, ReadOnlyMemory<byte> body, Deadline deadline, CancellationToken cancellationToken)
    {
        if (replyTo != client.ReplyTo)
        {
            throw new DeliveryException(
                $"The call names '{replyTo}' for its reply, which is not the address of its connection.", isTransient: false);
        }

        var line = client.Successor
            ?? throw new DeliveryException($"The caller at '{replyTo}' has left: its connection has ended.", isTransient: false);
        line.Reply(id, body.Span, deadline);
        return Task.CompletedTask;
    }

    protected override bool TryHold(MessageQueue queue) => isCall && client.TryHold(queue, this);

    protected override bool TryMakeRoomForCopy() => client.TryTakeMemory(_size);

    protected override void OnDiscarded() => client.ReleaseMemory(_size);
}
