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
            // Told to the server, which tells the caller. Where only the caller knows its limit: ReplyWaiters.FailTooLarge.
            throw new MessageTooLargeException($"It has {body.Length:N0} bytes, and its caller takes {limit:N0}.", body.Length, limit);
        }

        try
        {
            waiters.Complete(Reply.Read(body.Span));            // false: nobody waits for it any more
        }
        catch (SerializationException)
        {
            // Not a reply: dropped, as on a broker, where it is the caller that finds out. A real driver logs it.
        }

        return Task.CompletedTask;
    }

    /// <summary>The same message once more, to whoever serves its target now. With nobody it is lost: this driver keeps nothing.</summary>
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

    /// <summary>Once only: the endings may come from any thread.</summary>
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
