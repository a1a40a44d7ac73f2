using Amqp;
using Amqp.Framing;
using Messaging.Drivers.Amqp1.Sending;

namespace Messaging.Drivers.Amqp1.Connections;

/// <summary>A link that messages are sent through: to any address, or to one.</summary>
/// <param name="link">The link, which is attached.</param>
/// <param name="maxMessageSize">The largest message that the broker takes, in bytes; 0 when it does not say.</param>
internal sealed class Outlet(SenderLink link, ulong maxMessageSize)
{
    private readonly SizeLimit _sizes = new(maxMessageSize);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _whyEnded;
    private int _underWay;

    public SenderLink Link => link;

    /// <summary>Ends when the link or the connection is lost.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Why the link is lost; null while it is not.</summary>
    public string? WhyEnded => Volatile.Read(ref _whyEnded);

    /// <summary>Whether the broker has said what became of all that was sent.</summary>
    public bool IsIdle => Volatile.Read(ref _underWay) == 0;

    /// <summary>When it was used, by a count of uses.</summary>
    public long LastUse { get; set; }

    /// <summary>Gives a message to the connection. Its body is done with when this returns.</summary>
    /// <param name="message">The message.</param>
    /// <param name="receiver">Told what the broker says to it, unless the link is lost first.</param>
    /// <exception cref="AmqpException">The link is lost.</exception>
    /// <exception cref="MessageTooLargeException">The broker does not take one of its size.</exception>
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

    /// <summary>Takes a message back that still waits for the broker to take any.</summary>
    public void TakeBack(Message message)
    {
        // One that never came to the link, or not yet, has no delivery, without which the library fails. One that was written has a tag: the library
        // would tell the broker that it is released, which RabbitMQ answers by closing the connection.
        if (!_ended.Task.IsCompleted && !message.GetDelivery().Equals(MessageDelivery.None) && message.DeliveryTag is null)
        {
            link.Cancel(message);
            Interlocked.Decrement(ref _underWay);
        }
    }

    /// <summary>It is lost. Says whether that is news.</summary>
    public bool End(string reason)
    {
        Interlocked.CompareExchange(ref _whyEnded, reason, null);
        return _ended.TrySetResult();
    }

    private void OnOutcome(ILink sender, Message message, Outcome outcome, object state)
    {
        // A link that is lost gives up what it has, as if the broker had released or rejected it.
        if (sender is SenderLink { LinkState: LinkState.Attached, Error: null, IsClosed: false })
        {
            Interlocked.Decrement(ref _underWay);
            ((IOutcomeReceiver)state).OnOutcome(outcome);
        }
    }
}
