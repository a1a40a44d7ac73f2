namespace Messaging.Drivers.Rabbit.Serving.Replies;

/// <summary>
/// A reply queue that does not exist, and the replies that wait for it. The entry comes due when it is time for another probe.
/// </summary>
internal sealed class MissingCaller(MissingCallers callers, string replyTo, Deadline patience) : DeadlineEntry
{
    public string ReplyTo { get; } = replyTo;

    /// <summary>How long to wait for the queue.</summary>
    public Deadline Patience { get; } = patience;

    /// <summary>The replies in order of arrival; the first is sent as a probe.</summary>
    public LinkedList<ReplyShipment> Replies { get; } = [];

    /// <summary>Whether the probe is in flight.</summary>
    public bool IsProbing { get; set; }

    protected override void OnDue() => callers.OnDue(this);
}
