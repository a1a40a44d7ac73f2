using Messaging.Drivers.Rabbit.Connections;
using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Naming;
using Messaging.Drivers.Rabbit.Shipping;
using Messaging.Drivers.Rabbit.Topology;
using Messaging.Drivers.Rabbit.Watching;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Messaging.Drivers.Rabbit.Replying;

/// <summary>
/// The reply queue of a transport and its consumer. The queue keeps its name and outlives lost connections, and so do the calls that wait
/// on it.
/// </summary>
/// <remarks>
/// Each life of the queue is an epoch. When a connection comes back and the queue is not there (the broker restarted, or somebody deleted
/// it), the replies
/// that it held or would have got are lost: the calls of that epoch are failed at once, and no others.
/// </remarks>
internal sealed class ReplyInbox : IChannelUser, IAsyncDisposable
{
    private readonly ReplyWaiters _waiters;
    private readonly TopologyPlans _plans;
    private readonly ILogger _logger;
    private readonly ChannelKeeper _keeper;
    private readonly ClaimedName _name;
    private readonly ReplyWatch _watched;
    private readonly ConsumerWatch _watch;
    private readonly int _maxMessageSize;
    private ReplyConsumer? _consumer;
    private string? _consumerTag;
    private int _epoch;
    private bool _isLost;

    public ReplyInbox(
        ConnectionSupervisor line, ReplyWaiters waiters, TopologyPlans plans, NameClaims names, Echo echo,
        RabbitSettings settings, DriverContext context, ILogger logger, BackgroundWork background)
    {
        _waiters = waiters;
        _plans = plans;
        _logger = logger;
        _name = names.Claim(RabbitNames.ReplyStem);
        _maxMessageSize = context.MaxMessageSize;
        _keeper = new ChannelKeeper(line, this, settings, context.TimeProvider, logger, background);
        _watched = new ReplyWatch(waiters, _name.Name, echo, logger);
        _watch = new ConsumerWatch(_keeper, _watched, settings.WatchInterval, context.TimeProvider, background);
    }

    /// <summary>The queue, which every call carries.</summary>
    public string Queue => _name.Name;

    /// <summary>Which life of the queue this is; 0 before the first.</summary>
    public int Epoch => Volatile.Read(ref _epoch);

    /// <summary>Whether replies would arrive now.</summary>
    public bool IsReady => _keeper.IsUp;

    string IChannelUser.Name => $"replies from '{Queue}'";

    /// <summary>Waits until replies would arrive. The first call makes the queue.</summary>
    public Task ReadyAsync(Deadline deadline, CancellationToken cancellationToken) => _keeper.WaitAsync(deadline, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync().ConfigureAwait(false);
        await _keeper.DisposeAsync().ConfigureAwait(false);
        _name.Dispose();
    }

    async Task<IChannel> IChannelUser.SetUpAsync(BrokerSession session, Action<string> rebuild, CancellationToken cancellationToken)
    {
        if (_epoch == 0)
        {
            Volatile.Write(ref _epoch, 1);
        }
        else if (!_isLost && !await session.Topology.HasQueueAsync(Queue, cancellationToken).ConfigureAwait(false))
        {
            var failed = FailCalls(_epoch);
            Volatile.Write(ref _epoch, _epoch + 1);
            _isLost = true;
            RabbitLog.ReplyQueueGone(_logger, Queue, failed);
        }

        await session.Topology.BuildAsync(new Blueprint().Add(_plans.ReplyQueue(Queue)), cancellationToken).ConfigureAwait(false);
        _isLost = false;
        var channel = await session.OpenChannelAsync(confirms: false, cancellationToken).ConfigureAwait(false);
        try
        {
            var consumer = new ReplyConsumer(channel, Queue, _waiters, _watched, rebuild, _maxMessageSize, _logger);
            _consumerTag = await channel.BasicConsumeAsync(
                Queue, autoAck: true, consumerTag: "", _plans.ConsumerArguments, consumer, cancellationToken).ConfigureAwait(false);
            _consumer = consumer;
            if (_watched.TakeLoss())
            {
                SendAgainWhatMay();
            }

            return channel;
        }
        catch (OperationInterruptedException e) when (DeclareVerdict.IsConsumerRefused(e))
        {
            await channel.DisposeAsync().ConfigureAwait(false);
            throw DeclareVerdict.OfConsumer(e, Queue);
        }
        catch
        {
            await channel.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The broker takes no reply back that it has sent: the last ones are taken before the channel is closed.</summary>
    async Task IChannelUser.TearDownAsync(IChannel channel)
    {
        if (channel.IsOpen && _consumer is { } consumer && ReferenceEquals(consumer.Channel, channel))
        {
            await channel.BasicCancelAsync(_consumerTag!, noWait: false, CancellationToken.None).ConfigureAwait(false);
            await consumer.Ended.ConfigureAwait(false);
        }
    }

    /// <summary>Replies were sent to a consumer that got none: those who may ask again do.</summary>
    private void SendAgainWhatMay() => _waiters.FailWhere(static waiter =>
    {
        if (waiter.State is CallShipment { IsIdempotent: true, WasSent: true } call)
        {
            call.SendAgain("its reply may have been lost with a consumer that was dead.");
        }

        return null;
    });

    /// <summary>Ends the calls of an epoch, but for those that may be sent again.</summary>
    /// <returns>How many were ended.</returns>
    private int FailCalls(int epoch) => _waiters.FailWhere(waiter =>
    {
        if (waiter.State is not CallShipment call || !call.WasSent || call.Epoch > epoch)
        {
            return null;
        }

        if (call.IsIdempotent)
        {
            call.SendAgain("the broker no longer had the reply queue.");
            return null;
        }

        return new ConnectionLostException(
            $"The reply to '{waiter.Message.Method}' is lost: the broker no longer has the reply queue (it restarted, or the queue "
                + "was deleted). The method may have run.");
    });
}
