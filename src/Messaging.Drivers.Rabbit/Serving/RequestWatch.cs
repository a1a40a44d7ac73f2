using Messaging.Drivers.Rabbit.Connecting;
using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Declaring;
using Messaging.Drivers.Rabbit.Diagnostics;

namespace Messaging.Drivers.Rabbit.Serving;

/// <summary>
/// Watches the consumers of a listener: while it could take more and nothing comes, its queues must have consumers and hold no messages,
/// and an echo has to come, if it has a queue of its own. Of queues that others read as well this tells little: when their messages cease,
/// their consumers are set up anew.
/// </summary>
/// <param name="consumers">The consumers.</param>
/// <param name="queues">Their queues, and what leads to them.</param>
/// <param name="side">What declares, looks and sends echoes.</param>
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

        // The echo is no sign that the other consumers live.
        _seen = !renewed ? -1 : _wasSent ? received + 1 : received;
        return null;
    }

    public async Task RestoreAsync(BrokerSession session, CancellationToken cancellationToken)
    {
        foreach (var exchange in await side.Declarers.Of(session).RestoreAsync(queues.Blueprint(), cancellationToken).ConfigureAwait(false))
        {
            RabbitLog.ExchangeRestored(side.Runtime.Logger, exchange);
        }

        // When something has come, it is renewed as soon as it ceases. When nothing has, another server may have made the queue anew since
        // then: it has consumers, but not ours, and nobody would ever tell.
        if (Received == _seen)
        {
            await consumers.RenewAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void OnAlive() => _wasSent = _waited = false;

    public void OnDead() => OnAlive();
}
