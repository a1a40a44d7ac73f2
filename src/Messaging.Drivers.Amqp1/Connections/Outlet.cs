using Amqp;
using Amqp.Framing;
using Messaging.Drivers.Amqp1.Sending;

namespace Messaging.Drivers.Amqp1.Connections;

/// <summary>A link through which messages are sent: to any address, or to one.</summary>
/// <param name="link">The attached link.</param>
/// <param name="maxMessageSize">The largest message that the broker accepts, in bytes; 0 when it states no limit.</param>
internal sealed class Outlet(SenderLink link, ulong maxMessageSize)
{
    private readonly SizeLimit _sizes = new(maxMessageSize);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _whyEnded;
    private int _underWay;

    public SenderLink Link => link;

    /// <summary>Completes when the link or the connection is lost.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Why the link was lost; null while it is attached.</summary>
    public string? WhyEnded => Volatile.Read(ref _whyEnded);

    /// <summary>Whether the broker has reported the outcome of everything sent.</summary>
    public bool IsIdle => Volatile.Read(ref _underWay) == 0;

    /// <summary>When it was last used, by a count of uses.</summary>
    public long LastUse { get; set; }

    /// <summary>Gives a message to the connection. Its body is no longer needed when this returns.</summary>
    /// <param name="message">The message.</param>
    /// <param name="receiver">Is told the outcome, unless the link is lost first.</param>
    /// <exception cref="AmqpException">The link is lost.</exception>
    /// <exception cref="MessageTooLargeException">The message is larger than the broker accepts.</exception>
    public void Send(Message message, IOutcomeReceiver receiver)
    {
        _sizes.Check(message, receiver);
        Interlocked.Increment(ref _underWay);
        try
        {
            link.Send(message, OnOutcome, receiver);
        }
        catch (ObjectDisposedException e)
        {
            throw LostConnection.Of(e);
        }
    }

    /// <summary>Takes back a message that still waits for credit from the broker.</summary>
    public void TakeBack(Message message)
    {
        // A message that has not reached the link has no delivery, without which the library fails. One that was written has a tag: for it
        // the library would tell the broker "released", which RabbitMQ answers by closing the connection.
        if (!_ended.Task.IsCompleted && !message.GetDelivery().Equals(MessageDelivery.None) && message.DeliveryTag is null)
        {
            link.Cancel(message);
            Interlocked.Decrement(ref _underWay);
        }
    }

    /// <summary>The link is lost. Returns whether that is news.</summary>
    public bool End(string reason)
    {
        Interlocked.CompareExchange(ref _whyEnded, reason, null);
        return _ended.TrySetResult();
    }

    private void OnOutcome(ILink sender, Message message, Outcome outcome, object state)
    {
        // A lost link gives up its messages as if the broker had released or rejected them.
        if (sender is SenderLink { LinkState: LinkState.Attached, Error: null, IsClosed: false })
        {
            Interlocked.Decrement(ref _underWay);
            ((IOutcomeReceiver)state).OnOutcome(outcome);
        }
    }
}
