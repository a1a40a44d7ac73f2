using Messaging.Drivers.Rabbit.Connecting;
using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Consuming.Content;
using Messaging.Drivers.Rabbit.Declaring;
using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Topology;
using Messaging.Drivers.Rabbit.Verdicts;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Calling;

/// <summary>
/// The reply queue of a transport and its consumer. The queue keeps its name and outlives lost connections, and so do the calls that wait
/// for replies. Only a queue that cannot be reached, because its node of the cluster is down, is replaced by one with another name.
/// </summary>
/// <remarks>
/// Each life of the queue is an epoch. When a connection comes back and the queue no longer exists (the broker restarted, or somebody
/// deleted it), the replies that it held or would have received are lost: the calls of that epoch, and no others, fail at once.
/// </remarks>
internal sealed class ReplyInbox : IChannelUser, IAsyncDisposable
{
    private readonly ReplyWaiters _waiters;
    private readonly TopologyPlans _plans;
    private readonly Declarers _declarers;
    private readonly ILogger _logger;
    private readonly ChannelKeeper _keeper;
    private readonly NameClaims _names;
    private readonly UnansweredCalls _unanswered = new();
    private readonly ReplyIntake _intake;
    private readonly bool _isDeletable;
    private readonly ReplyWatch _watched;
    private readonly ConsumerWatch _watch;
    private readonly ConnectionSupervisor _publishLine;
    private readonly bool _requestsAreSafe;
    private readonly TimeProvider _time;
    private readonly InflateQueue _inflating;
    private volatile ClaimedName _name;
    private ReplyConsumer? _consumer;
    private AckBatcher? _acks;
    private BrokerSession? _publishedThrough;
    private int _epoch;
    private bool _isLost;
    private volatile bool _isDisposing;

    public ReplyInbox(
        ConnectionSupervisor line, ConnectionSupervisor publishLine, Declarers declarers, ReplyWaiters waiters, NameClaims names, Echo echo,
        RabbitRuntime runtime)
    {
        _publishLine = publishLine;
        _requestsAreSafe = runtime.Settings.QuorumQueues;
        _isDeletable = !runtime.Settings.StableQueueNames;
        _waiters = waiters;
        _plans = runtime.Plans;
        _declarers = declarers;
        _logger = runtime.Logger;
        _names = names;
        _name = names.Claim(RabbitNames.ReplyStem);
        _time = runtime.Time;
        _inflating = new InflateQueue(budget: null, error => RabbitLog.BackgroundFailed(runtime.Logger, error));
        _keeper = new ChannelKeeper(line, this, endsWhenRefused: false, runtime);
        _watched = new ReplyWatch(waiters, () => Queue, echo, runtime.Logger);
        _intake = new ReplyIntake(
            waiters, _unanswered, _watched, _inflating, new ContentLimits(runtime.Context.MaxMessageSize), runtime.Logger);
        _watch = new ConsumerWatch(_keeper, _watched, runtime.Settings.WatchInterval, runtime.Time, runtime.Background);
    }

    /// <summary>The name of the queue, which every call carries. Read it after <see cref="Epoch"/>.</summary>
    public string Queue => _name.Name;

    /// <summary>The current epoch of the queue; 0 before the first.</summary>
    public int Epoch => Volatile.Read(ref _epoch);

    /// <summary>Whether replies would arrive now.</summary>
    public bool IsReady => _keeper.IsUp;

    string IChannelUser.Name => $"replies from '{Queue}'";

    /// <summary>Waits until replies can arrive. The first call creates the queue.</summary>
    public Task ReadyAsync(Deadline deadline, CancellationToken cancellationToken) => _keeper.WaitAsync(deadline, cancellationToken);

    /// <summary>A call has ended without a reply: its server may still send one.</summary>
    public void OnUnanswered(MessageId call) => _unanswered.Add(call);

    public async ValueTask DisposeAsync()
    {
        _isDisposing = true;
        await _watch.DisposeAsync().ConfigureAwait(false);
        await _keeper.DisposeAsync().ConfigureAwait(false);
        await _inflating.DisposeAsync().ConfigureAwait(false);
        _name.Dispose();
    }

    async Task<IChannel> IChannelUser.SetUpAsync(BrokerSession session, Action<string> rebuild, CancellationToken cancellationToken)
    {
        var epoch = _epoch;
        var topology = _declarers.Of(session);
        await DeclareAsync(topology, cancellationToken).ConfigureAwait(false);
        var mayHaveRestarted = epoch == _epoch && MayHaveRestarted(topology);
        var channel = await session.OpenChannelAsync(confirms: false, cancellationToken).ConfigureAwait(false);
        try
        {
            // A replicated queue delivers to a consumer that it believes to exist, even on a node that has just failed: without
            // acknowledgements, that reply would be lost too.
            _acks = _plans.ReplyQueue(Queue).MayBeTransient ? null : new AckBatcher(channel, _time, AckBatcher.Most);
            var consumer = new ReplyConsumer(channel, Queue, _acks, _intake, rebuild);
            await consumer.ConsumeAsync(
                Queue, autoAck: _acks is null, RabbitNames.ConsumerTag(1), _plans.ConsumerArguments, cancellationToken)
                .ConfigureAwait(false);
            _consumer = consumer;
            if (_watched.TakeLoss())
            {
                _waiters.SendAgainWhatMay("its reply may have been lost with a dead consumer.");
            }
            else if (mayHaveRestarted)
            {
                _waiters.SendAgainWhatMay("the broker may have restarted and lost it.");
            }

            _publishedThrough = _publishLine.Current;

            return channel;
        }
        catch
        {
            await channel.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The broker takes back no reply that it has delivered: the last ones are processed before the channel is closed.</summary>
    async Task IChannelUser.TearDownAsync(IChannel channel)
    {
        if (channel.IsOpen && _consumer is { } consumer && ReferenceEquals(consumer.Channel, channel))
        {
            await consumer.CancelAsync(CancellationToken.None).ConfigureAwait(false);
            await consumer.WaitForEndAsync(_time, CancellationToken.None).ConfigureAwait(false);
        }

        await (_acks?.CompleteAsync() ?? Task.CompletedTask).ConfigureAwait(false);
        if (_isDisposing && _isDeletable && !_unanswered.Any && channel.IsOpen)
        {
            // A server that still has to reply would look for the queue in vain, for a minute. In that case the queue is left to expire.
            await channel.QueueDeleteAsync(Queue, ifUnused: false, ifEmpty: false).ConfigureAwait(false);
        }
    }

    private async Task DeclareAsync(TopologyDeclarer topology, CancellationToken cancellationToken)
    {
        if (_epoch != 0 && !_isLost && !await IsThereAsync(topology, cancellationToken).ConfigureAwait(false))
        {
            OnLost(Queue);
        }

        await topology.BuildAsync(new Blueprint().Add(_plans.ReplyQueue(Queue), instead: Rename), cancellationToken).ConfigureAwait(false);
        _isLost = false;
        if (_epoch == 0)
        {
            Volatile.Write(ref _epoch, 1);
        }
    }

    private async Task<bool> IsThereAsync(TopologyDeclarer topology, CancellationToken cancellationToken)
    {
        try
        {
            return (await topology.LookAsync(Queue, cancellationToken).ConfigureAwait(false)).Presence != Presence.Missing;
        }
        catch (TimeoutException e) when (_plans.ReplyQueue(Queue).MayBeTransient)
        {
            // Declaring the queue would have the same result, after another wait as long.
            Rename(e.Message);
            return true;
        }
        catch (DeliveryException e) when (DeclareVerdict.IsOutOfReach(e))
        {
            // Declaring the queue, which follows, will find that out.
            return true;
        }
    }

    /// <summary>
    /// Continues with another queue. A call being sent now either uses the new name, or is found here by its old epoch and fails.
    /// </summary>
    private QueuePlan Rename(string reason)
    {
        using var old = _name;
        _name = _names.Claim(RabbitNames.ReplyStem);
        RabbitLog.QueueRenamed(_logger, old.Name, Queue, reason);
        OnLost(old.Name);
        return _plans.ReplyQueue(Queue);
    }

    private void OnLost(string queue)
    {
        var failed = _waiters.FailCalls(Interlocked.Increment(ref _epoch) - 1);
        _isLost = true;
        RabbitLog.ReplyQueueGone(_logger, queue, failed);
    }

    /// <summary>
    /// A durable reply queue outlives a restart of the broker, and then does not reveal it. Requests that the broker confirmed may not have
    /// been on its disk yet, or may have been in a queue that was lost. If the other connection is still open, there was no restart.
    /// </summary>
    private bool MayHaveRestarted(TopologyDeclarer topology) =>
        !_requestsAreSafe && topology.IsDurable(_plans.ReplyQueue(Queue)) && _publishLine.Current != _publishedThrough;
}
