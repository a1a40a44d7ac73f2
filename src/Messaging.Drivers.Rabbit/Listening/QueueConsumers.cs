using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Parking;
using Messaging.Drivers.Rabbit.Publishing;
using Messaging.Drivers.Rabbit.Replying;
using Messaging.Drivers.Rabbit.Topology;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Messaging.Drivers.Rabbit.Listening;

/// <summary>The consumers of one listener on the channel that it has now, and the way of their endings back to the broker.</summary>
internal sealed class QueueConsumers(
    ListenOptions options, IMessageReceiver receiver, ReplyOutbox replies, TopologyPlans plans, StreamPosition? stream,
    DeadLetterOffice? deadLetters, RabbitSettings settings, DriverContext context, ILogger logger)
{
    private volatile RequestConsumer[] _consumers = [];
    private volatile AckBatcher? _acks;
    private volatile int _prefetch;
    private volatile bool _stopped;

    /// <summary>How many messages came through the channel that it has now.</summary>
    public long Received => _acks?.Delivered ?? 0;

    /// <summary>Whether the broker may send more.</summary>
    public bool HasRoom => !_stopped && _acks is { } acks && acks.InHand < _prefetch;

    /// <summary>Starts to consume from queues that are declared, unless the listener was stopped.</summary>
    public async Task StartAsync(IChannel channel, string[] queues, Action<string> rebuild, CancellationToken cancellationToken)
    {
        // One bound for all the queues, unless the user set one for each; quorum queues and streams know no other.
        var forEach = settings.PrefetchCount > 0 || settings.QuorumQueues || settings.TransientQuorumQueues;
        var prefetch = (ushort)Math.Clamp(settings.PrefetchCount > 0 ? settings.PrefetchCount : options.Prefetch, 1, ushort.MaxValue);
        await channel.BasicQosAsync(0, prefetch, global: !forEach, cancellationToken).ConfigureAwait(false);
        var acks = new AckBatcher(channel);
        _prefetch = prefetch;
        _acks = acks;

        if (_stopped)
        {
            return;
        }

        var consumers = Array.ConvertAll(queues, queue => new RequestConsumer(
            channel, queue, PositionIn(queue), acks, replies, receiver, rebuild, context.MaxMessageSize, deadLetters?.Of(queue), logger));
        _consumers = consumers;
        try
        {
            foreach (var consumer in consumers)
            {
                await ConsumeAsync(channel, consumer, cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            // A stop that comes now must not wait for the end of what never began.
            foreach (var consumer in consumers)
            {
                if (consumer.Tag is null)
                {
                    consumer.NeverStarted();
                }
            }

            throw;
        }

        // Stopped in between: what comes goes back until the channel is closed.
        if (_stopped)
        {
            await StopAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What still arrives goes back to its queue.</summary>
    public void Stop()
    {
        _stopped = true;
        foreach (var consumer in _consumers)
        {
            consumer.Stop();
        }
    }

    /// <summary>Ends the consumers: afterwards the receiver gets nothing more. What comes until then it gets, for it can tell what goes back, and how.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopped = true;
        foreach (var consumer in _consumers)
        {
            // The broker answers once it sends no more; the last delivery before that is handled before the consumer ends.
            await CancelAsync(consumer, cancellationToken).ConfigureAwait(false);
            await consumer.Ended.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes the endings that are still to be written, if the channel lets it.</summary>
    public async Task CompleteAcksAsync(IChannel channel)
    {
        if (deadLetters is not null)
        {
            await deadLetters.CloseAsync(channel.IsOpen).ConfigureAwait(false);
        }

        if (_acks is not null)
        {
            await _acks.CompleteAsync().ConfigureAwait(false);
        }
    }

    private StreamPosition? PositionIn(string queue) => queue == stream?.Stream ? stream : null;

    private async Task ConsumeAsync(IChannel channel, RequestConsumer consumer, CancellationToken cancellationToken)
    {
        var arguments = PositionIn(consumer.Queue)?.ConsumerArguments ?? plans.ConsumerArguments;
        try
        {
            consumer.Tag = await channel.BasicConsumeAsync(
                consumer.Queue, autoAck: false, consumerTag: "", arguments, consumer, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (OperationInterruptedException e) when (DeclareVerdict.IsConsumerRefused(e))
        {
            throw DeclareVerdict.OfConsumer(e, consumer.Queue);
        }
    }

    private static async Task CancelAsync(RequestConsumer consumer, CancellationToken cancellationToken)
    {
        try
        {
            if (consumer.Tag is { } tag && consumer.Channel is { IsOpen: true } channel)
            {
                await channel.BasicCancelAsync(tag, noWait: false, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (PublishVerdict.IsTransient(e))
        {
            // The channel is gone, and the consumer with it.
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
