using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Serving.Parking;
using Messaging.Drivers.Rabbit.Topology;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Serving;

/// <summary>The consumers of one listener on the channel that it has now, and the way of their endings back to the broker.</summary>
internal sealed class QueueConsumers(
    ListenOptions options, IMessageReceiver receiver, StreamPosition? stream, DeadLetterOffice? deadLetters, ServerSide side)
{
    // Acknowledgements may wait for each other as long as the broker has plenty to hand out.
    private const int ShareOfPrefetch = 8;

    private readonly RabbitRuntime _runtime = side.Runtime;
    private readonly RequestIntake _intake = new(receiver, options, side);
    private RequestConsumer[] _consumers = [];
    private Task _renewing = Task.CompletedTask;
    private volatile AckBatcher? _acks;
    private volatile int _prefetch;
    private int _tags;
    private volatile bool _stopped;
    private volatile bool _sendsBack;

    /// <summary>How many messages came through the channel that it has now.</summary>
    public long Received => _acks?.Delivered ?? 0;

    /// <summary>How many of them were no echoes.</summary>
    public long Work => _acks?.Work ?? 0;

    /// <summary>Whether the broker may send more.</summary>
    public bool HasRoom => !_stopped && _acks is { } acks && acks.InHand < _prefetch;

    /// <summary>Starts to consume from queues that are declared, unless the listener was stopped.</summary>
    public async Task StartAsync(IChannel channel, string[] queues, Action<string> rebuild, CancellationToken cancellationToken)
    {
        // For each queue. One bound for all of them would have the broker ask a process of its own about each message, which costs more than
        // all else that it does for one; and quorum queues, streams and RabbitMQ 4 know none.
        var prefetch = (ushort)Math.Clamp(_runtime.Settings.PrefetchCount > 0 ? _runtime.Settings.PrefetchCount : options.Prefetch, 1, ushort.MaxValue);
        await channel.BasicQosAsync(0, prefetch, global: false, cancellationToken).ConfigureAwait(false);
        var acks = new AckBatcher(channel, _runtime.Time, Math.Clamp(prefetch / ShareOfPrefetch, 1, AckBatcher.Most));
        _prefetch = prefetch;
        _acks = acks;

        if (_stopped)
        {
            return;
        }

        var consumers = Array.ConvertAll(queues, queue => new RequestConsumer(
            channel, queue, PositionIn(queue), acks, _intake, deadLetters?.Of(queue), rebuild));
        Volatile.Write(ref _consumers, consumers);
        try
        {
            foreach (var consumer in consumers)
            {
                await ConsumeAsync(consumer, cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            // A stop that comes now must not wait for the end of what never began.
            foreach (var consumer in consumers)
            {
                consumer.GiveUp();
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
        _sendsBack = true;
        Interlocked.MemoryBarrier();
        _intake.Queue.Stop();
        foreach (var consumer in Volatile.Read(ref _consumers))
        {
            consumer.Stop();
        }
    }

    /// <summary>
    /// Puts another consumer in the place of each, where the broker may have lost one: when a replicated queue is deleted, not every channel
    /// is told, and once somebody has made the queue anew, nothing tells a lost consumer from one whose queue is empty. Nothing comes twice,
    /// and nothing waits meanwhile. Not for two at a time.
    /// </summary>
    /// <returns>Whether all are new, or need not be.</returns>
    public async Task<bool> RenewAsync(CancellationToken cancellationToken)
    {
        if (!_runtime.Settings.QuorumQueues)
        {
            return true;
        }

        var renewed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _renewing, renewed.Task);
        Interlocked.MemoryBarrier();
        try
        {
            // A channel that has messages in hand would get more than its bound.
            var consumers = Volatile.Read(ref _consumers);
            return !_stopped && _acks is { InHand: 0 } && await RenewAsync(consumers, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            renewed.SetResult();
        }
    }

    /// <summary>
    /// Ends the consumers: afterwards the receiver gets nothing more. What comes until then it gets, for it can tell what goes back, and how; what is
    /// still to be inflated goes back at once.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopped = true;
        Interlocked.MemoryBarrier();
        await _intake.Queue.DisposeAsync().ConfigureAwait(false);
        await Volatile.Read(ref _renewing).WaitAsync(cancellationToken).ConfigureAwait(false);
        foreach (var consumer in Volatile.Read(ref _consumers))
        {
            // The broker answers once it sends no more; the last delivery before that is handled before the consumer ends.
            await consumer.CancelAsync(cancellationToken).ConfigureAwait(false);
            if (!await consumer.WaitForEndAsync(_runtime.Time, cancellationToken).ConfigureAwait(false))
            {
                consumer.Stop();
            }
        }
    }

    /// <summary>Writes the endings that are still to be written, if the channel lets it.</summary>
    public async Task CompleteAcksAsync(IChannel channel)
    {
        if (_sendsBack)
        {
            await _intake.Queue.DisposeAsync().ConfigureAwait(false);
        }

        if (deadLetters is not null)
        {
            await deadLetters.CloseAsync(channel.IsOpen).ConfigureAwait(false);
        }

        if (_acks is not null)
        {
            await _acks.CompleteAsync().ConfigureAwait(false);
        }
    }

    private async Task<bool> RenewAsync(RequestConsumer[] consumers, CancellationToken cancellationToken)
    {
        for (var i = 0; i < consumers.Length; i++)
        {
            var old = consumers[i];
            if (PositionIn(old.Queue) is not null)
            {
                continue;
            }

            var other = old.Again();
            var next = consumers.ToArray();
            next[i] = other;
            await ConsumeAsync(other, cancellationToken).ConfigureAwait(false);
            if (Interlocked.CompareExchange(ref _consumers, next, consumers) != consumers)
            {
                // They are on another channel meanwhile, and this one is closed.
                return false;
            }

            if (_sendsBack)
            {
                other.Stop();
            }

            await old.CancelAsync(cancellationToken).ConfigureAwait(false);
            consumers = next;
        }

        return true;
    }

    private StreamPosition? PositionIn(string queue) => queue == stream?.Stream ? stream : null;

    private Task ConsumeAsync(RequestConsumer consumer, CancellationToken cancellationToken) => consumer.ConsumeAsync(
        consumer.Queue, autoAck: false, RabbitNames.ConsumerTag(Interlocked.Increment(ref _tags)),
        PositionIn(consumer.Queue)?.ConsumerArguments ?? _runtime.Plans.ConsumerArguments, cancellationToken);
}
