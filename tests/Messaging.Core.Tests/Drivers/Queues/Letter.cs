using Messaging.Drivers;

namespace Messaging.Core.Tests.Drivers.Queues;

/// <summary>A message whose replies nobody waits for.</summary>
internal sealed class Letter(MessageBuffer body, Deadline expiry, MessageId? callId = null, string? replyTo = null) : QueuedMessage(body, expiry)
{
    private bool _isAbandoned;

    public override MessageId? CallId => callId;

    public override string? ReplyTo => replyTo;

    /// <summary>Where it goes when its turn comes, instead of to a listener.</summary>
    public List<QueuedMessage>? Hold { get; set; }

    public bool WasDiscarded { get; private set; }

    protected internal override bool IsAbandoned => _isAbandoned;

    public void Abandon() => _isAbandoned = true;

    public override Task ReplyAsync(string replyTo, ReadOnlyMemory<byte> body, Deadline deadline, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    protected internal override bool TryHold(MessageQueue queue)
    {
        Hold?.Add(this);
        return Hold is not null;
    }

    protected override void OnDiscarded() => WasDiscarded = true;
}
