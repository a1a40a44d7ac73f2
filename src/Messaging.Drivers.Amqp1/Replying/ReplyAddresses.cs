using Messaging.Drivers.Amqp1.Diagnostics;
using Messaging.Drivers.Amqp1.Dialects;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Amqp1.Replying;

/// <summary>Where replies may go: a call names its own address, and that may be one of another service.</summary>
/// <param name="onlyReplyQueues">Whether only addresses of replies count.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where it logs.</param>
internal sealed class ReplyAddresses(bool onlyReplyQueues, TimeProvider time, ILogger logger) : IDisposable
{
    private readonly LogThrottle _refusals = new(time, (count, queues) => Amqp1Log.ReplyAddressesRefused(logger, count, queues));

    /// <summary>Whether a reply may go to an address; otherwise that is logged.</summary>
    public bool Allow(Dialect dialect, string replyTo)
    {
        if (!onlyReplyQueues || dialect.IsForReplies(replyTo))
        {
            return true;
        }

        if (_refusals.IsNews("no name of a reply queue", replyTo))
        {
            Amqp1Log.ReplyAddressRefused(logger, replyTo);
        }

        return false;
    }

    /// <summary>Says what was gathered.</summary>
    public void Dispose() => _refusals.Dispose();
}
