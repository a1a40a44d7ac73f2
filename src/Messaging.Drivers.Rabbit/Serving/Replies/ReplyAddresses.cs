using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Topology;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit.Serving.Replies;

/// <summary>Decides where replies may go: a call names its own reply address, which may be the queue of another service.</summary>
/// <param name="onlyReplyQueues">Whether only names of reply queues are allowed.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The logger.</param>
internal sealed class ReplyAddresses(bool onlyReplyQueues, TimeProvider time, ILogger logger) : IDisposable
{
    private readonly LogThrottle _refusals = new(time, (count, queues) => RabbitLog.ReplyAddressesRefused(logger, count, queues));

    /// <summary>Whether a reply may go to an address; otherwise that is logged.</summary>
    public bool Allow(string replyTo)
    {
        if (!onlyReplyQueues || RabbitNames.IsReplyQueue(replyTo))
        {
            return true;
        }

        if (_refusals.IsNews("no name of a reply queue", replyTo))
        {
            RabbitLog.ReplyAddressRefused(logger, replyTo);
        }

        return false;
    }

    /// <summary>Logs what was gathered.</summary>
    public void Dispose() => _refusals.Dispose();
}
