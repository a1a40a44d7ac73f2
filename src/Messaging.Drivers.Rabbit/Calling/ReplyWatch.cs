using Messaging.Drivers.Rabbit.Connecting;
using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit.Calling;

/// <summary>Watches the reply consumer: while calls wait and no reply comes, an echo must come through it.</summary>
internal sealed class ReplyWatch(ReplyWaiters waiters, Func<string> queue, Echo echo, ILogger logger) : IWatchedConsumers
{
    private long _received;
    private volatile bool _wasSent;
    private volatile bool _wasDead;

    public long Received => Volatile.Read(ref _received);

    public long Work => 0;

    public bool IsExpecting => waiters.Count > 0;

    /// <summary>A reply came.</summary>
    public void OnReply() => Interlocked.Increment(ref _received);

    /// <summary>An echo came.</summary>
    public void OnEcho()
    {
        Interlocked.Increment(ref _received);
        RabbitLog.EchoCame(logger, queue());
    }

    public async Task<string?> DiagnoseAsync(BrokerSession session)
    {
        if (_wasSent)
        {
            _wasSent = false;
            return "calls wait, and neither a reply nor an echo to ourselves comes through it";
        }

        var outcome = await echo.SendAsync(queue()).ConfigureAwait(false);
        _wasSent = outcome == EchoOutcome.Sent;
        return outcome switch
        {
            EchoOutcome.NoQueue => "its queue is gone",
            EchoOutcome.NoConsumer => "the broker knows of no consumer",
            _ => null,
        };
    }

    /// <summary>Nothing to restore: the broker itself routes replies to their queue.</summary>
    public Task RestoreAsync(BrokerSession session, CancellationToken cancellationToken) => Task.CompletedTask;

    public void OnAlive() => _wasSent = false;

    public void OnDead()
    {
        _wasSent = false;
        _wasDead = true;
    }

    /// <summary>Whether replies may have been lost to a dead consumer since the last time this was called.</summary>
    public bool TakeLoss()
    {
        var loss = _wasDead;
        _wasDead = false;
        return loss;
    }
}
