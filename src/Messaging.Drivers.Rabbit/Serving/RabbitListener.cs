using Messaging.Drivers.Rabbit.Connecting;
using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Serving.Parking;
using Messaging.Drivers.Rabbit.Topology;
using Messaging.Drivers.Rabbit.Verdicts;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Messaging.Drivers.Rabbit.Serving;

/// <summary>
/// A server's intake: its three queues as oslo.messaging has them, and our own of cancellations, consumed on one channel that is kept
/// alive.
/// </summary>
internal sealed class RabbitListener : IListener, IChannelUser
{
    private readonly Target _target;
    private readonly IMessageReceiver _receiver;
    private readonly TopologyPlans _plans;
    private readonly DeadLetterOffice? _deadLetters;
    private readonly ServerSide _side;
    private readonly RabbitRuntime _runtime;
    private readonly ChannelKeeper _keeper;
    private readonly QueueConsumers _consumers;
    private readonly ConsumerWatch _watch;
    private readonly Action<RabbitListener> _onDisposed;
    private readonly ClaimedName? _cancelName;
    private ClaimedName? _fanoutName;
    private string _fanoutQueue;
    private string _cancelQueue;
    private IChannel? _cancels;
    private volatile bool _disposed;

    public RabbitListener(
        Target target, ListenOptions options, IMessageReceiver receiver, DeadLetterOffice? deadLetters, ServerSide side,
        Action<RabbitListener> onDisposed)
    {
        _target = target;
        _receiver = receiver;
        _deadLetters = deadLetters;
        _side = side;
        _runtime = side.Runtime;
        _plans = _runtime.Plans;
        _onDisposed = onDisposed;
        StreamPosition? position = null;
        if (_runtime.Settings.StreamFanout)
        {
            _fanoutQueue = RabbitNames.FanoutStream(target.Topic!);
            position = new StreamPosition(_fanoutQueue);
        }
        else
        {
            _fanoutName = side.Names.Claim(RabbitNames.FanoutStem(target.Topic!));
            _fanoutQueue = _fanoutName.Name;
        }

        // It goes with the server, so its name matters only where it does not.
        _cancelName = _runtime.Settings.Declare ? null : side.Names.Claim(RabbitNames.CancelStem(target.Topic!));
        _cancelQueue = _cancelName?.Name ?? RabbitNames.CancelQueue(target.Topic!, RabbitNames.NewUnique());
        _consumers = new QueueConsumers(options, receiver, position, deadLetters, side);
        _keeper = new ChannelKeeper(side.Line, this, endsWhenRefused: true, _runtime);
        _watch = new ConsumerWatch(_keeper, Watched(), _runtime.Settings.WatchInterval, _runtime.Time, _runtime.Background);
    }

    // Those that others know by their names.
    private string[] Shared => [RabbitNames.TopicQueue(_target.Topic!), RabbitNames.ServerQueue(_target.Topic!, _target.Server!)];

    string IChannelUser.Name => $"requests to {_target}";

    public TimeSpan HoldLimit => _runtime.Settings.HoldLimit;

    /// <summary>Waits until it consumes for the first time.</summary>
    public Task StartAsync(CancellationToken cancellationToken) =>
        _keeper.WaitAsync(new Deadline(_runtime.Time, Timeout.InfiniteTimeSpan), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => _consumers.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        _consumers.Stop();

        await _watch.DisposeAsync().ConfigureAwait(false);
        await _keeper.DisposeAsync().ConfigureAwait(false);
        _fanoutName?.Dispose();
        _cancelName?.Dispose();
        _onDisposed(this);
    }

    async Task<IChannel> IChannelUser.SetUpAsync(BrokerSession session, Action<string> rebuild, CancellationToken cancellationToken)
    {
        // Looked at anew each time: another connection may have seen them go, and the fanout exchange goes by itself.
        var topology = _side.Declarers.Of(session);
        topology.Forget();
        _deadLetters?.Open();
        await topology.BuildAsync(Blueprint(), cancellationToken).ConfigureAwait(false);

        // On a channel of their own: those of requests wait when enough are open, and cancellations are for just then.
        var cancels = await session.OpenChannelAsync(confirms: false, cancellationToken).ConfigureAwait(false);
        IChannel? channel = null;
        try
        {
            await ConsumeCancelsAsync(cancels, rebuild, cancellationToken).ConfigureAwait(false);
            channel = await session.OpenChannelAsync(confirms: false, cancellationToken).ConfigureAwait(false);
            await _consumers.StartAsync(channel, [.. Shared, _fanoutQueue], rebuild, cancellationToken).ConfigureAwait(false);
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

    private RequestWatch Watched() => _runtime.Settings.StreamFanout
        ? new RequestWatch(_consumers, Blueprint, () => [.. Shared, _cancelQueue], () => null, _side)
        : new RequestWatch(_consumers, Blueprint, () => [.. Shared, _cancelQueue, _fanoutQueue], () => _fanoutQueue, _side);

    /// <summary>What it needs, under the names of now.</summary>
    private Blueprint Blueprint()
    {
        var topic = _target.Topic!;
        var exchange = RabbitNames.Exchange(_target, _runtime.Context.ControlExchange);
        var fanout = RabbitNames.FanoutExchange(topic);
        var (shared, own) = (Shared[0], Shared[1]);
        var blueprint = new Blueprint()
            .Add(_plans.TopicExchange(exchange))
            .Add(_plans.FanoutExchange(fanout))
            .Add(_plans.WorkQueue(shared, topic), exchange, shared)
            .Add(_plans.WorkQueue(own, topic), exchange, own)
            .Add(_plans.FanoutQueue(_fanoutQueue), fanout, topic, RenameFanout)
            .Add(_plans.CancelQueue(_cancelQueue), exchange, RabbitNames.CancelKey(topic), RenameCancel);
        _deadLetters?.AddTo(blueprint);
        return blueprint;
    }

    async Task IChannelUser.TearDownAsync(IChannel channel)
    {
        await _consumers.CompleteAcksAsync(channel).ConfigureAwait(false);

        if (_disposed && channel.IsOpen && !_runtime.Settings.StableQueueNames && !_runtime.Settings.StreamFanout)
        {
            await channel.QueueDeleteAsync(_fanoutQueue, ifUnused: false, ifEmpty: false).ConfigureAwait(false);
        }

        if (_cancels is { IsOpen: true } cancels)
        {
            await cancels.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task ConsumeCancelsAsync(IChannel channel, Action<string> rebuild, CancellationToken cancellationToken)
    {
        try
        {
            await channel.BasicConsumeAsync(_cancelQueue, autoAck: true, new CancelConsumer(channel, _receiver, rebuild), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (OperationInterruptedException e) when (DeclareVerdict.IsConsumerRefused(e))
        {
            throw DeclareVerdict.OfConsumer(e, _cancelQueue);
        }
    }

    private QueuePlan RenameFanout(string reason)
    {
        using var old = _fanoutName;
        _fanoutName = _side.Names.Claim(RabbitNames.FanoutStem(_target.Topic!));
        RabbitLog.QueueRenamed(_runtime.Logger, _fanoutQueue, _fanoutName.Name, reason);
        _fanoutQueue = _fanoutName.Name;
        return _plans.FanoutQueue(_fanoutQueue);
    }

    private QueuePlan RenameCancel(string reason)
    {
        var other = RabbitNames.CancelQueue(_target.Topic!, RabbitNames.NewUnique());
        RabbitLog.QueueRenamed(_runtime.Logger, _cancelQueue, other, reason);
        _cancelQueue = other;
        return _plans.CancelQueue(_cancelQueue);
    }
}
