using Messaging.Drivers.Rabbit.Connecting;
using Messaging.Drivers.Rabbit.Consuming;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Serving;

/// <summary>The intake of a server or notification listener: its queues, consumed on one channel that is kept alive.</summary>
internal sealed class RabbitListener : IListener, IChannelUser
{
    private readonly ListenedQueues _queues;
    private readonly IMessageReceiver _receiver;
    private readonly ServerSide _side;
    private readonly RabbitRuntime _runtime;
    private readonly ChannelKeeper _keeper;
    private readonly QueueConsumers _consumers;
    private readonly ConsumerWatch _watch;
    private readonly Action<RabbitListener> _onDisposed;
    private IChannel? _cancels;
    private volatile bool _disposed;

    public RabbitListener(
        ListenedQueues queues, ListenOptions options, IMessageReceiver receiver, ServerSide side, Action<RabbitListener> onDisposed)
    {
        _queues = queues;
        _receiver = receiver;
        _side = side;
        _runtime = side.Runtime;
        _onDisposed = onDisposed;
        _consumers = new QueueConsumers(options, receiver, queues.Stream, queues.DeadLetters, side);
        _keeper = new ChannelKeeper(side.Line, this, endsWhenRefused: true, _runtime);
        _watch = new ConsumerWatch(
            _keeper, new RequestWatch(_consumers, queues, side), _runtime.Settings.WatchInterval, _runtime.Time, _runtime.Background);
    }

    string IChannelUser.Name => _queues.Name;

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
        _queues.Dispose();
        _onDisposed(this);
    }

    async Task<IChannel> IChannelUser.SetUpAsync(BrokerSession session, Action<string> rebuild, CancellationToken cancellationToken)
    {
        // Checked again each time: another connection may have seen them deleted, and the fanout exchange deletes itself.
        var topology = _side.Declarers.Of(session);
        topology.Forget();
        _queues.DeadLetters?.Open();
        await topology.BuildAsync(_queues.Blueprint(), cancellationToken).ConfigureAwait(false);

        IChannel? cancels = null;
        IChannel? channel = null;
        try
        {
            if (_queues.Cancels is { } queue)
            {
                // On a channel of their own: requests wait when enough are in flight, and that is just when cancellations are needed.
                cancels = await session.OpenChannelAsync(confirms: false, cancellationToken).ConfigureAwait(false);
                await new CancelConsumer(cancels, _receiver, rebuild).ConsumeAsync(queue, autoAck: true, "", null, cancellationToken)
                    .ConfigureAwait(false);
            }

            channel = await session.OpenChannelAsync(confirms: false, cancellationToken).ConfigureAwait(false);
            await _consumers.StartAsync(channel, _queues.Consumed, rebuild, cancellationToken).ConfigureAwait(false);
            _cancels = cancels;
            return channel;
        }
        catch
        {
            foreach (var opened in (IChannel?[])[cancels, channel])
            {
                if (opened is not null)
                {
                    await opened.DisposeAsync().ConfigureAwait(false);
                }
            }

            throw;
        }
    }

    async Task IChannelUser.TearDownAsync(IChannel channel)
    {
        await _consumers.CompleteAcksAsync(channel).ConfigureAwait(false);

        if (_disposed && channel.IsOpen && !_runtime.Settings.StableQueueNames && _queues.Own is { } own)
        {
            await channel.QueueDeleteAsync(own, ifUnused: false, ifEmpty: false).ConfigureAwait(false);
        }

        if (_cancels is { IsOpen: true } cancels)
        {
            await cancels.DisposeAsync().ConfigureAwait(false);
        }
    }
}
