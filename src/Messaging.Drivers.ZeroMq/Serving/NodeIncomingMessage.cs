namespace Messaging.Drivers.ZeroMq.Serving;

/// <summary>A message that a listener has out of its queue.</summary>
internal sealed class NodeIncomingMessage : IncomingMessage
{
    private readonly Node _node;
    private readonly NodeListener _listener;
    private readonly MessageQueue _queue;

    public NodeIncomingMessage(Node node, NodeListener listener, MessageQueue queue, WaitingMessage content)
    {
        _node = node;
        _listener = listener;
        _queue = queue;
        Content = content;
        Order = node.NextOrder();
        DeliveryCount = content.Deliveries + (content.WasSentBefore ? 1 : 0);
        Redelivered = DeliveryCount > 1;
        IsDeliveryCountExact = !content.WasSentBefore;
        TimeToLive = content.Expiry.IsInfinite ? null : content.Expiry.TimeLeft;
        TraceParent = content.TraceParent;
        TraceState = content.TraceState;
    }

    public WaitingMessage Content { get; }

    /// <summary>The later taken from its queue, the larger.</summary>
    public long Order { get; }

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
        // Nearly always the connection that the call came on, if it still stands; else the one that its client has now.
        var client = Content.Client.IsAt(replyTo) ? Content.Client : _node.FindClient(replyTo);
        return client is null
            ? throw new DeliveryException($"The caller at '{replyTo}' is gone: its connection has ended.", isTransient: false)
            : client.ReplyAsync(Content.Id, body, deadline, cancellationToken);
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
