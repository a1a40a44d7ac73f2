using Messaging.Drivers.Rabbit.Connecting;
using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Serving.Parking;
using Messaging.Drivers.Rabbit.Topology;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Serving;

/// <summary>
/// A notification listener's intake: the queue of each of its topics, or the one queue of its pool that is bound to all of them, consumed
/// on one channel that is kept alive.
/// </summary>
internal sealed class NotificationIntake : IListener, IChannelUser
{
    private readonly IReadOnlyList<Target> _sources;
    private readonly string? _pool;
    private readonly DeadLetterOffice? _deadLetters;
    private readonly ServerSide _side;
    private readonly RabbitRuntime _runtime;
    private readonly ChannelKeeper _keeper;
    private readonly QueueConsumers _consumers;
    private readonly ConsumerWatch _watch;
    private readonly Action<NotificationIntake> _onDisposed;

    public NotificationIntake(
        IReadOnlyList<Target> sources, string? pool, ListenOptions options, IMessageReceiver receiver, DeadLetterOffice? deadLetters,
        ServerSide side, Action<NotificationIntake> onDisposed)
    {
        _sources = sources;
        _pool = pool;
        _deadLetters = deadLetters;
        _side = side;
        _runtime = side.Runtime;
        _onDisposed = onDisposed;
        _consumers = new QueueConsumers(options, receiver, stream: null, deadLetters, side);
        _keeper = new ChannelKeeper(side.Line, this, endsWhenRefused: true, _runtime);
        _watch = new ConsumerWatch(
            _keeper, new RequestWatch(_consumers, Blueprint, () => Queues, ownQueue: () => null, side), _runtime.Settings.WatchInterval,
            _runtime.Time, _runtime.Background);
    }

    private string[] Queues => [.. _sources.Select(source => _pool ?? source.Topic!).Distinct()];

    string IChannelUser.Name => _pool is null
        ? $"notifications on {string.Join(", ", _sources.Select(source => source.Topic))}"
        : $"notifications of the pool '{_pool}'";

    public TimeSpan HoldLimit => _runtime.Settings.HoldLimit;

    /// <summary>Waits until it consumes for the first time.</summary>
    public Task StartAsync(CancellationToken cancellationToken) =>
        _keeper.WaitAsync(new Deadline(_runtime.Time, Timeout.InfiniteTimeSpan), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => _consumers.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _consumers.Stop();
        await _watch.DisposeAsync().ConfigureAwait(false);
        await _keeper.DisposeAsync().ConfigureAwait(false);
        _onDisposed(this);
    }

    async Task<IChannel> IChannelUser.SetUpAsync(BrokerSession session, Action<string> rebuild, CancellationToken cancellationToken)
    {
        var topology = _side.Declarers.Of(session);
        topology.Forget();
        _deadLetters?.Open();
        await topology.BuildAsync(Blueprint(), cancellationToken).ConfigureAwait(false);

        var channel = await session.OpenChannelAsync(confirms: false, cancellationToken).ConfigureAwait(false);
        try
        {
            await _consumers.StartAsync(channel, Queues, rebuild, cancellationToken).ConfigureAwait(false);
            return channel;
        }
        catch
        {
            await channel.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    Task IChannelUser.TearDownAsync(IChannel channel) => _consumers.CompleteAcksAsync(channel);

    private Blueprint Blueprint()
    {
        var blueprint = new Blueprint();
        foreach (var source in _sources)
        {
            var exchange = RabbitNames.Exchange(source, _runtime.Context.ControlExchange);
            var queue = _pool ?? source.Topic!;
            blueprint.Add(_runtime.Plans.TopicExchange(exchange)).Add(_runtime.Plans.WorkQueue(queue, queue), exchange, source.Topic!);
        }

        _deadLetters?.AddTo(blueprint);
        return blueprint;
    }
}
