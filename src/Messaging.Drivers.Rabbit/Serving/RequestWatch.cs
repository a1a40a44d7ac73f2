using Messaging.Drivers.Rabbit.Connecting;
using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Declaring;
using Messaging.Drivers.Rabbit.Diagnostics;

namespace Messaging.Drivers.Rabbit.Serving;

/// <summary>
/// Watches the consumers of a listener. While it could take more and nothing comes, its queues must have consumers and hold no messages,
/// and an echo must come if the listener has a queue of its own. This says little about queues that others read as well: when their
/// messages stop, their consumers are set up again.
/// </summary>
/// <param name="consumers">The consumers.</param>
/// <param name="queues">Their queues, exchanges and bindings.</param>
/// <param name="side">Declares, checks and sends echoes.</param>
internal sealed class RequestWatch(QueueConsumers consumers, ListenedQueues queues, ServerSide side) : IWatchedConsumers
{
    private volatile bool _wasSent;
    private volatile bool _waited;
    private long _seen;

    public long Received => consumers.Received;

    public long Work => consumers.Work;

    public bool IsExpecting => consumers.HasRoom;

    public async Task<string?> DiagnoseAsync(BrokerSession session)
    {
        if (_wasSent)
        {
            _wasSent = false;
            return "an echo to ourselves does not come through it";
        }

        string? full = null;
        foreach (var queue in queues.Watched)
        {
            var report = await side.Declarers.Of(session).LookAsync(queue, CancellationToken.None).ConfigureAwait(false);
            if (report.Presence == Presence.Missing)
            {
                return $"queue '{queue}' no longer exists";
            }

            if (report is { Presence: Presence.There, Consumers: 0 })
            {
                return $"the broker knows of no consumer of queue '{queue}'";
            }

            full = report.Messages > 0 ? queue : full;
        }

        if (full is not null && _waited)
        {
            _waited = false;
            return $"messages wait in queue '{full}', there is room for them, and none arrives";
        }

        _waited = full is not null;
        var received = Received;
        var renewed = received == _seen || await consumers.RenewAsync(CancellationToken.None).ConfigureAwait(false);
        _wasSent = queues.Own is { } own && await side.Echo.SendAsync(own).ConfigureAwait(false) == EchoOutcome.Sent;

        // The echo does not prove that the other consumers are alive.
        _seen = !renewed ? -1 : _wasSent ? received + 1 : received;
        return null;
    }

    public async Task RestoreAsync(BrokerSession session, CancellationToken cancellationToken)
    {
        foreach (var exchange in await side.Declarers.Of(session).RestoreAsync(queues.Blueprint(), cancellationToken).ConfigureAwait(false))
        {
            RabbitLog.ExchangeRestored(side.Runtime.Logger, exchange);
        }

        // If messages have come, the consumers are renewed as soon as they stop. If none have, another server may have recreated the queue
        // since then: it has consumers, but not ours, and nothing would ever show it.
        if (Received == _seen)
        {
            await consumers.RenewAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void OnAlive() => _wasSent = _waited = false;

    public void OnDead() => OnAlive();
}
