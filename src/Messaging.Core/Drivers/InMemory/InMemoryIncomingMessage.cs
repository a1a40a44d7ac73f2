namespace Messaging.Drivers.InMemory;

/// <summary>A message that a listener has out of its queue.</summary>
internal sealed class InMemoryIncomingMessage : IncomingMessage
{
    private readonly InMemoryBroker _broker;
    private readonly InMemoryListener _listener;
    private readonly InMemoryQueue _queue;

    public InMemoryIncomingMessage(InMemoryBroker broker, InMemoryListener listener, InMemoryQueue queue, InMemoryMessage content)
    {
        _broker = broker;
        _listener = listener;
        _queue = queue;
        Content = content;
        Redelivered = content.Deliveries > 1;
        DeliveryCount = content.Deliveries;
        TimeToLive = content.Expiry.IsInfinite ? null : content.Expiry.TimeLeft;
        TraceParent = content.TraceParent;
        TraceState = content.TraceState;
    }

    public InMemoryMessage Content { get; }

    public override EnvelopeFormat ReplyFormat => EnvelopeFormat.Bare;

    public override void Acknowledge()
    {
        if (_listener.Release(this))
        {
            Content.Body.Dispose();
            _listener.DispatchAll();
        }
    }

    public override void Requeue()
    {
        if (_listener.Release(this))
        {
            _queue.Return(Content);
            _listener.DispatchAll();
        }
    }

    public override void Reject(string reason)
    {
        if (_listener.Release(this))
        {
            Content.Body.Dispose();
            _listener.Drop(_queue.Name, reason);
            _listener.DispatchAll();
        }
    }

    public override Task ReplyAsync(string replyTo, ReadOnlyMemory<byte> body, Deadline deadline, CancellationToken cancellationToken)
    {
        if (_broker.FindCaller(replyTo) is not { } waiters)
        {
            throw new DeliveryException($"The caller's address '{replyTo}' is gone.", isTransient: false);
        }

        try
        {
            waiters.Complete(Reply.Read(body.Span));
        }
        catch (SerializationException e)
        {
            // As on a broker, where it is the caller that finds out.
            _listener.Drop("replies", e.Message);
        }

        return Task.CompletedTask;
    }

    /// <summary>The listener ends before the message had its ending.</summary>
    public void TakeBack()
    {
        if (_listener.Release(this))
        {
            _queue.Return(Content);
        }
    }
}
