using Messaging.Drivers.Rabbit.Connections;
using Messaging.Drivers.Rabbit.Publishing;
using Messaging.Drivers.Rabbit.Replying;
using Messaging.Drivers.Rabbit.Topology;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Consuming;

/// <summary>
/// A server's intake: its three queues as oslo.messaging has them, and our own of cancellations, consumed on one channel that is kept
/// alive.
/// </summary>
internal sealed class RabbitListener : IListener, IChannelUser
{
    private readonly Target _target;
    private readonly ListenOptions _options;
    private readonly IMessageReceiver _receiver;
    private readonly ReplyOutbox _replies;
    private readonly TopologyPlans _plans;
    private readonly RabbitSettings _settings;
    private readonly DriverContext _context;
    private readonly ILogger _logger;
    private readonly ChannelKeeper _keeper;
    private readonly Action<RabbitListener> _onDisposed;
    private readonly string _fanoutQueue;
    private readonly string _cancelQueue;
    private volatile RequestConsumer[] _consumers = [];
    private AckBatcher? _acks;
    private IChannel? _cancels;
    private volatile bool _stopped;
    private volatile bool _disposed;

    public RabbitListener(
        Target target, ListenOptions options, IMessageReceiver receiver, ConnectionSupervisor line, ReplyOutbox replies,
        TopologyPlans plans,
        RabbitSettings settings, DriverContext context, ILogger logger, BackgroundWork background, Action<RabbitListener> onDisposed)
    {
        _target = target;
        _options = options;
        _receiver = receiver;
        _replies = replies;
        _plans = plans;
        _settings = settings;
        _context = context;
        _logger = logger;
        _onDisposed = onDisposed;
        var unique = RabbitNames.NewUnique();
        _fanoutQueue = RabbitNames.FanoutQueue(target.Topic!, unique);
        _cancelQueue = RabbitNames.CancelQueue(target.Topic!, unique);
        _keeper = new ChannelKeeper(line, this, settings, context.TimeProvider, logger, background);
    }

    string IChannelUser.Name => $"requests to {_target}";

    /// <summary>Waits until it consumes for the first time.</summary>
    public Task StartAsync(CancellationToken cancellationToken) =>
        _keeper.WaitAsync(new Deadline(_context.TimeProvider, Timeout.InfiniteTimeSpan), cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopped = true;
        var consumers = _consumers;
        foreach (var consumer in consumers)
        {
            consumer.Stop();
        }

        foreach (var consumer in consumers)
        {
            // The broker answers once it sends no more; the last delivery before that is handled before the consumer ends.
            await CancelAsync(consumer, cancellationToken).ConfigureAwait(false);
            await consumer.Ended.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _stopped = true;
        _disposed = true;
        foreach (var consumer in _consumers)
        {
            consumer.Stop();
        }

        await _keeper.DisposeAsync().ConfigureAwait(false);
        _onDisposed(this);
    }

    async Task<IChannel> IChannelUser.SetUpAsync(BrokerSession session, Action<string> rebuild, CancellationToken cancellationToken)
    {
        var topic = _target.Topic!;
        var topology = session.Topology;
        var exchange = RabbitNames.Exchange(_target, _context.ControlExchange);
        var fanout = RabbitNames.FanoutExchange(topic);
        var shared = RabbitNames.TopicQueue(topic);
        var own = RabbitNames.ServerQueue(topic, _target.Server!);

        // Looked at anew each time: another connection may have seen them go, and the fanout exchange goes by itself.
        topology.Forget();
        await topology.ExchangeAsync(_plans.TopicExchange(exchange), cancellationToken).ConfigureAwait(false);
        await topology.ExchangeAsync(TopologyPlans.FanoutExchange(fanout), cancellationToken).ConfigureAwait(false);
        await topology.QueueAsync(_plans.WorkQueue(shared), exchange, shared, cancellationToken).ConfigureAwait(false);
        await topology.QueueAsync(_plans.WorkQueue(own), exchange, own, cancellationToken).ConfigureAwait(false);
        await topology.QueueAsync(_plans.TransientQueue(_fanoutQueue), fanout, topic, cancellationToken).ConfigureAwait(false);
        await topology.QueueAsync(_plans.CancelQueue(_cancelQueue), exchange, RabbitNames.CancelKey(topic), cancellationToken)
            .ConfigureAwait(false);

        // On a channel of their own: those of requests wait when enough are open, and cancellations are for just then.
        var cancels = await session.OpenChannelAsync(confirms: false, cancellationToken).ConfigureAwait(false);
        IChannel? channel = null;
        try
        {
            await cancels.BasicConsumeAsync(_cancelQueue, autoAck: true, new CancelConsumer(cancels, _receiver, rebuild), cancellationToken)
                .ConfigureAwait(false);
            channel = await session.OpenChannelAsync(confirms: false, cancellationToken).ConfigureAwait(false);
            await ConsumeAsync(channel, [shared, own, _fanoutQueue], rebuild, cancellationToken).ConfigureAwait(false);
            _cancels = cancels;
            return channel;
        }
        catch
        {
            await cancels.DisposeAsync().ConfigureAwait(false);
            if (channel is not null)
            {
                await channel.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    async Task IChannelUser.TearDownAsync(IChannel channel)
    {
        if (_acks is { } acks)
        {
            await acks.CompleteAsync().ConfigureAwait(false);
        }

        if (_disposed && channel.IsOpen)
        {
            await channel.QueueDeleteAsync(_fanoutQueue, ifUnused: false, ifEmpty: false).ConfigureAwait(false);
        }

        if (_cancels is { IsOpen: true } cancels)
        {
            await cancels.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task ConsumeAsync(IChannel channel, string[] queues, Action<string> rebuild, CancellationToken cancellationToken)
    {
        // One bound for all three queues; quorum queues know only bounds of a consumer.
        var prefetch = (ushort)Math.Clamp(_options.Prefetch, 1, ushort.MaxValue);
        await channel.BasicQosAsync(0, prefetch, global: !_settings.QuorumQueues, cancellationToken).ConfigureAwait(false);
        var acks = new AckBatcher(channel);
        _acks = acks;

        if (_stopped)
        {
            return;
        }

        var consumers = Array.ConvertAll(
            queues, queue => new RequestConsumer(channel, queue, acks, _replies, _receiver, rebuild, _context.MaxMessageSize, _logger));
        _consumers = consumers;
        foreach (var consumer in consumers)
        {
            consumer.Tag = await channel.BasicConsumeAsync(consumer.Queue, autoAck: false, consumer, cancellationToken)
                .ConfigureAwait(false);
        }

        // Stopped in between: what comes goes back until the channel is closed.
        if (_stopped)
        {
            await StopAsync(cancellationToken).ConfigureAwait(false);
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
        catch (Exception e) when (Publishing.PublishVerdict.IsTransient(e))
        {
            // The channel is gone, and the consumer with it.
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
