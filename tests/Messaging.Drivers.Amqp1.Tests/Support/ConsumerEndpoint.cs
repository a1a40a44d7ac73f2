using System.Collections.Concurrent;
using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Amqp.Types;

namespace Messaging.Drivers.Amqp1.Tests.Support;

/// <summary>A consumer of a queue of the broker in this process.</summary>
internal sealed class ConsumerEndpoint : LinkEndpoint
{
    private static readonly TaskScheduler InTurn = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;

    private readonly ListenerLink _link;
    private readonly ProcessQueue _queue;
    private readonly Action? _onClosed;
    private readonly bool _countsAll;
    private readonly ConcurrentDictionary<Message, StoredMessage> _out = new();

    /// <param name="link">Its link.</param>
    /// <param name="queue">Its queue.</param>
    /// <param name="onClosed">Called when it is gone.</param>
    /// <param name="countsAll">Whether what is released counts as a delivery that failed, as at Azure Service Bus.</param>
    public ConsumerEndpoint(ListenerLink link, ProcessQueue queue, Action? onClosed, bool countsAll = false)
    {
        _countsAll = countsAll;
        _link = link;
        _queue = queue;
        _onClosed = onClosed;
        queue.Attach(this);
    }

    /// <summary>How many messages it may have. Read and written under the lock of the queue.</summary>
    public int Credit { get; set; }

    /// <summary>Told what its client rejects.</summary>
    public Action<Message>? OnRejected { get; init; }

    public void Deliver(StoredMessage stored)
    {
        var message = stored.ForDelivery();
        Credit--;
        if (!_link.SettleOnSend)
        {
            _out[message] = stored;
        }

        try
        {
            _link.SendMessage(message);
        }
        catch (Exception e) when (e is AmqpException or ObjectDisposedException)
        {
            // It is closing: what it has goes back then.
        }
    }

    /// <summary>The broker ends it.</summary>
    public void Close(string condition, string reason) => _link.Close(TimeSpan.Zero, new Error(condition) { Description = reason });

    /// <summary>Gives back the credit that is left, if the consumer asked for that. Called under the lock of the queue.</summary>
    public void EndDrain()
    {
        if (_link.IsDraining)
        {
            Credit = 0;
            _link.CompleteDrain();
        }
    }

    public override void OnFlow(FlowContext flowContext) => _queue.AddCredit(this, flowContext.Messages);

    public override void OnDisposition(DispositionContext dispositionContext)
    {
        // A link that is lost rejects what it has, before it says that it is closed.
        var isRejected = dispositionContext.DeliveryState is Rejected { Error.Condition: { } condition }
            && (condition.Equals((Symbol)ErrorCode.DecodeError) || condition.Equals((Symbol)ErrorCode.NotAllowed));
        if (isRejected)
        {
            OnRejected?.Invoke(dispositionContext.Message);
        }

        if (_out.TryRemove(dispositionContext.Message, out var stored) && !isRejected && dispositionContext.DeliveryState is not Accepted)
        {
            if (_countsAll || dispositionContext.DeliveryState is Modified { DeliveryFailed: true })
            {
                stored!.Failures++;
            }

            if (_link.IsClosed)
            {
                Later(() => _queue.GiveBack(stored!));
            }
            else
            {
                _queue.GiveBack(stored!);
            }
        }

        dispositionContext.Complete();
    }

    public override void OnLinkClosed(ListenerLink link, Error error)
    {
        Later(() =>
        {
            _queue.Detach(this);
            _onClosed?.Invoke();
            foreach (var message in _out.Keys)
            {
                if (_out.TryRemove(message, out var stored))
                {
                    stored.Failures++;
                    _queue.GiveBack(stored);
                }
            }
        });
    }

    /// <summary>While it closes, the listener calls under the lock of the link, which sending takes under the lock of the queue.</summary>
    private static void Later(Action action) => _ = Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.None, InTurn);
}
