using Messaging.Drivers.Rabbit.Verdicts;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Messaging.Drivers.Rabbit.Consuming;

/// <summary>
/// A consumer in the form that the client library needs. It handles a delivery before it returns, because the body is only lent.
/// </summary>
internal abstract class DeliveryConsumer(IChannel channel, Action<string> onCancelled) : IAsyncBasicConsumer
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The consumer tag at the broker, once it has one.
    private string? _tag;

    public IChannel? Channel { get; } = channel;

    /// <summary>
    /// Completes when the last delivery was handled: after the consumer was cancelled, by us or the broker, or its channel ended.
    /// </summary>
    public Task Ended => _ended.Task;

    /// <summary>Starts to consume.</summary>
    /// <exception cref="DeliveryException">The broker refused the consumer because of its arguments.</exception>
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

    /// <summary>Makes the broker send no more. Messages already sent still arrive.</summary>
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
            // The channel has ended, and the consumer with it.
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>
    /// Waits until the last delivery was handled. Once a connection was lost while a consumer was being cancelled, and the library reported
    /// neither to the consumer. So when the end does not come, the channel is checked.
    /// </summary>
    /// <returns>False when the channel has ended: the broker knows that what it still delivered was not taken.</returns>
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

    /// <summary>Gives up a consumer that will not be started: it would never end by itself.</summary>
    public void GiveUp()
    {
        if (_tag is null)
        {
            _ended.TrySetResult();
        }
    }

    /// <summary>Processes a delivery.</summary>
    /// <returns>Completes when the next delivery may be processed. The body is lent until the method returns.</returns>
    protected abstract Task OnDelivery(in Delivery delivery);
}
