using Messaging.Drivers.Rabbit.Verdicts;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Messaging.Drivers.Rabbit.Consuming;

/// <summary>
/// A consumer as the client library wants one. What it does with a delivery, it does before it returns: the body is only lent.
/// </summary>
internal abstract class DeliveryConsumer(IChannel channel, Action<string> onCancelled) : IAsyncBasicConsumer
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The name of the consumer at the broker, once it has one.
    private string? _tag;

    public IChannel? Channel { get; } = channel;

    /// <summary>
    /// Ends when the last delivery was handled: after the consumer was cancelled, by us or the broker, or its channel ended.
    /// </summary>
    public Task Ended => _ended.Task;

    /// <summary>Starts to consume.</summary>
    /// <exception cref="DeliveryException">The broker refused it for what it asks for.</exception>
    public async Task ConsumeAsync(
        string queue, bool autoAck, string tag, IDictionary<string, object?>? arguments, CancellationToken cancellationToken)
    {
        try
        {
            _tag = await Channel!.BasicConsumeAsync(queue, autoAck, tag, arguments, this, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationInterruptedException e) when (DeclareVerdict.IsConsumerRefused(e))
        {
            throw DeclareVerdict.OfConsumer(e, queue);
        }
    }

    /// <summary>Has the broker send no more. What it has sent still comes.</summary>
    public async Task CancelAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_tag is { } tag && Channel is { IsOpen: true } open)
            {
                await open.BasicCancelAsync(tag, noWait: false, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (PublishVerdict.IsTransient(e))
        {
            // The channel is gone, and the consumer with it.
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>
    /// Waits until the last delivery was handled. Seen once: a connection that was lost while a consumer was cancelled, and a library that said
    /// neither to the consumer. So an end that does not come is looked for at the channel.
    /// </summary>
    /// <returns>False when the channel is gone: of what it still delivers, the broker knows that it was not taken.</returns>
    public async Task<bool> WaitForEndAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await Ended.WaitAsync(Look, time, cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (TimeoutException)
            {
                if (Channel is not { IsOpen: true })
                {
                    return false;
                }
            }
        }
    }

    public Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
        IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) =>
        OnDelivery(new Delivery(deliveryTag, redelivered, exchange, routingKey, properties, body));

    public virtual Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default)
    {
        _ended.TrySetResult();
        onCancelled("the broker cancelled the consumer because its queue is gone");
        return Task.CompletedTask;
    }

    public Task HandleBasicCancelOkAsync(string consumerTag, CancellationToken cancellationToken = default)
    {
        _ended.TrySetResult();
        return Task.CompletedTask;
    }

    public Task HandleBasicConsumeOkAsync(string consumerTag, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason)
    {
        _ended.TrySetResult();
        return Task.CompletedTask;
    }

    /// <summary>It is not started any more: if it was not, it would never end by itself.</summary>
    public void GiveUp()
    {
        if (_tag is null)
        {
            _ended.TrySetResult();
        }
    }

    /// <summary>Looks at a delivery.</summary>
    /// <returns>Ends when the next one may be looked at. The body is lent until the method returns.</returns>
    protected abstract Task OnDelivery(in Delivery delivery);
}
