using Messaging.Drivers.Rabbit.Connecting;
using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Consuming.Content;
using Messaging.Drivers.Rabbit.Declaring;
using Messaging.Drivers.Rabbit.Serving.Parking;
using Messaging.Drivers.Rabbit.Serving.Replies;
using Messaging.Drivers.Rabbit.Settings;
using Messaging.Drivers.Rabbit.Topology;
using Microsoft.Extensions.Logging;
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
    private readonly TopologyPlans _plans;
    private readonly Declarers _declarers;
    private readonly DeadLetterOffice? _deadLetters;
    private readonly DriverContext _context;
    private readonly ChannelKeeper _keeper;
    private readonly QueueConsumers _consumers;
    private readonly ConsumerWatch _watch;
    private readonly Action<NotificationIntake> _onDisposed;

    public NotificationIntake(
        IReadOnlyList<Target> sources, string? pool, ListenOptions options, IMessageReceiver receiver, ConnectionSupervisor line,
        ReplyOutbox replies, TopologyPlans plans, Declarers declarers, Echo echo, DeadLetterOffice? deadLetters, IntakeBudget budget, RabbitSettings settings, DriverContext context,
        ILogger logger, BackgroundWork background, Action<NotificationIntake> onDisposed)
    {
        _sources = sources;
        _pool = pool;
        _plans = plans;
        _declarers = declarers;
        _deadLetters = deadLetters;
        _context = context;
        HoldLimit = settings.HoldLimit;
        _onDisposed = onDisposed;
        _consumers = new QueueConsumers(options, receiver, replies, plans, stream: null, deadLetters, budget, settings, context, logger);
        _keeper = new ChannelKeeper(line, this, endsWhenRefused: true, settings, context.TimeProvider, logger, background);
        _watch = new ConsumerWatch(
            _keeper, new RequestWatch(_consumers, Blueprint, () => Queues, ownQueue: () => null, echo, declarers, logger), settings.WatchInterval,
            context.TimeProvider, background);
    }

    private string[] Queues => [.. _sources.Select(source => _pool ?? source.Topic!).Distinct()];

    string IChannelUser.Name => _pool is null
        ? $"notifications on {string.Join(", ", _sources.Select(source => source.Topic))}"
        : $"notifications of the pool '{_pool}'";

    public TimeSpan HoldLimit { get; }

    /// <summary>Waits until it consumes for the first time.</summary>
    public Task StartAsync(CancellationToken cancellationToken) =>
        _keeper.WaitAsync(new Deadline(_context.TimeProvider, Timeout.InfiniteTimeSpan), cancellationToken);

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
        var topology = _declarers.Of(session);
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
            var exchange = RabbitNames.Exchange(source, _context.ControlExchange);
            var queue = _pool ?? source.Topic!;
            blueprint.Add(_plans.TopicExchange(exchange)).Add(_plans.WorkQueue(queue, queue), exchange, source.Topic!);
        }

        _deadLetters?.AddTo(blueprint);
        return blueprint;
    }
}
