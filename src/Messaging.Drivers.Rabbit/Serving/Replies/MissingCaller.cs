namespace Messaging.Drivers.Rabbit.Serving.Replies;

/// <summary>A reply queue that is not there, and the replies that wait for it. It comes due when it is time to look again.</summary>
internal sealed class MissingCaller(MissingCallers callers, string replyTo, Deadline patience) : DeadlineEntry
{
    public string ReplyTo { get; } = replyTo;

    /// <summary>How long it is waited for.</summary>
    public Deadline Patience { get; } = patience;

    /// <summary>The replies in the order of their coming; the first is sent to look whether the queue is there.</summary>
    public LinkedList<ReplyShipment> Replies { get; } = [];

    /// <summary>Whether the first is on its way.</summary>
    public bool IsProbing { get; set; }

    protected override void OnDue() => callers.OnDue(this);
}
