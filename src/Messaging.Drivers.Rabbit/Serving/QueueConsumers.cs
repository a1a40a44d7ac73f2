using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Serving.Parking;
using Messaging.Drivers.Rabbit.Topology;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Serving;

/// <summary>The consumers of one listener on its current channel, and the way of their settlements back to the broker.</summary>
internal sealed class QueueConsumers(
    ListenOptions options, IMessageReceiver receiver, StreamPosition? stream, DeadLetterOffice? deadLetters, ServerSide side)
{
    // Acknowledgements may be gathered as long as the broker may still deliver plenty.
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

    /// <summary>How many messages arrived through the current channel.</summary>
    public long Received => _acks?.Delivered ?? 0;

    /// <summary>How many of them were not echoes.</summary>
    public long Work => _acks?.Work ?? 0;

    /// <summary>Whether the broker may send more.</summary>
    public bool HasRoom => !_stopped && _acks is { } acks && acks.InHand < _prefetch;

    /// <summary>Starts to consume from declared queues, unless the listener was stopped.</summary>
    public async Task StartAsync(IChannel channel, string[] queues, Action<string> rebuild, CancellationToken cancellationToken)
    {
        // For each queue. A shared limit would make the broker ask a separate process about each message, which costs more than everything
        // else it does for one; and quorum queues, streams and RabbitMQ 4 do not support it.
        var prefetch = (ushort)Math.Clamp(
            _runtime.Settings.PrefetchCount > 0 ? _runtime.Settings.PrefetchCount : options.Prefetch, 1, ushort.MaxValue);
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
            // A stop from now on must not wait for the end of consumers that never started.
            foreach (var consumer in consumers)
            {
                consumer.GiveUp();
            }

            throw;
        }

        // Stopped in between: deliveries go back until the channel is closed.
        if (_stopped)
        {
            await StopAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Messages that still arrive go back to their queue.</summary>
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
    /// Replaces each consumer with a new one, where the broker may have lost one: when a replicated queue is deleted, not every channel is
    /// told, and once the queue has been recreated, a lost consumer looks like one whose queue is empty. Nothing is delivered twice, and
    /// nothing waits in the meantime. Not to be called concurrently.
    /// </summary>
    /// <returns>Whether all consumers are new, or need not be.</returns>
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
            // A channel with messages in flight would get more than its limit.
            var consumers = Volatile.Read(ref _consumers);
            return !_stopped && _acks is { InHand: 0 } && await RenewAsync(consumers, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            renewed.SetResult();
        }
    }

    /// <summary>
    /// Ends the consumers: afterwards the receiver gets nothing more. It does get messages that arrive until then, because it decides how
    /// they go back; messages that are still to be inflated go back at once.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopped = true;
        Interlocked.MemoryBarrier();
        await _intake.Queue.DisposeAsync().ConfigureAwait(false);
        await Volatile.Read(ref _renewing).WaitAsync(cancellationToken).ConfigureAwait(false);
        foreach (var consumer in Volatile.Read(ref _consumers))
        {
            // The broker answers once it sends no more; the last delivery before the answer is handled before the consumer ends.
            await consumer.CancelAsync(cancellationToken).ConfigureAwait(false);
            if (!await consumer.WaitForEndAsync(_runtime.Time, cancellationToken).ConfigureAwait(false))
            {
                consumer.Stop();
            }
        }
    }

    /// <summary>Writes the remaining settlements, if the channel is open.</summary>
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
                // The listener has moved to another channel, and this one is closed.
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
