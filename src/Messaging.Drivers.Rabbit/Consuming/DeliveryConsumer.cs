using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Consuming;

/// <summary>
/// A consumer as the client library wants one. What it does with a delivery, it does before it returns: the body is only lent.
/// </summary>
internal abstract class DeliveryConsumer(IChannel channel, Action<string> onCancelled) : IAsyncBasicConsumer
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IChannel? Channel { get; } = channel;

    /// <summary>
    /// Ends when the last delivery was handled: after the consumer was cancelled, by us or the broker, or its channel ended.
    /// </summary>
    public Task Ended => _ended.Task;

    public Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
        IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) =>
        OnDelivery(new Delivery(deliveryTag, redelivered, exchange, routingKey, properties, body));

    public virtual Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default)
    {
        _ended.TrySetResult();
        onCancelled("the broker cancelled the consumer, its queue is gone");
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

    /// <summary>It was never started, and so will never end by itself.</summary>
    public void NeverStarted() => _ended.TrySetResult();

    /// <summary>Looks at a delivery.</summary>
    /// <returns>Ends when the next one may be looked at. The body is lent until the method returns.</returns>
    protected abstract Task OnDelivery(in Delivery delivery);
}
