using Messaging.Drivers;

namespace Messaging.DocsExamples.Examples.Driver;

// <driver-message>
internal sealed class DirectMessage(DirectHub hub, DirectListener listener, Target target, byte[] body) : IncomingMessage
{
    private int _ended;

    public byte[] Body { get; } = body;

    public override EnvelopeFormat ReplyFormat => EnvelopeFormat.Bare;

    public override void Acknowledge() => End();

    public override void Requeue()
    {
        if (End())
        {
            SendAgain(isDelivered: true);
        }
    }

    public override void Reject(string reason) => End();        // there is no dead-letter queue here; a real driver logs it too

    public override Task ReplyAsync(string replyTo, ReadOnlyMemory<byte> body, Deadline deadline, CancellationToken cancellationToken)
    {
        var (waiters, limit) = hub.Caller(replyTo) ?? throw new DeliveryException($"The caller '{replyTo}' is gone.", isTransient: false);
        if (body.Length > limit)
        {
            // The server gets this error and tells the caller. When only the caller knows its limit, use ReplyWaiters.FailTooLarge.
            throw new MessageTooLargeException($"It has {body.Length:N0} bytes, and its caller takes {limit:N0}.", body.Length, limit);
        }

        try
        {
            waiters.Complete(Reply.Read(body.Span));            // false: the caller no longer waits
        }
        catch (SerializationException)
        {
            // Not a reply: dropped, as with a broker, where only the caller can tell. A real driver logs it.
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// Sends the message again, to a listener that serves its target now. Without one it is lost: this driver keeps nothing.
    /// </summary>
    public void SendAgain(bool isDelivered)
    {
        if ((target.Fanout ? listener : hub.One(target)) is { } next)
        {
            next.TryAdd(new DirectMessage(hub, next, target, Body)
            {
                Redelivered = Redelivered || isDelivered,
                DeliveryCount = isDelivered ? DeliveryCount + 1 : DeliveryCount,
                TimeToLive = TimeToLive,
                TraceParent = TraceParent,
                TraceState = TraceState,
            });
        }
    }

    /// <summary>Settles the message, once only: the calls may come from any thread.</summary>
    private bool End()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return false;
        }

        listener.Release(this);
        return true;
    }
}
// </driver-message>
