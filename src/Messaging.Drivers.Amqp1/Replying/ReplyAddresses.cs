using Messaging.Drivers.Amqp1.Diagnostics;
using Messaging.Drivers.Amqp1.Dialects;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Amqp1.Replying;

/// <summary>Decides where replies may go: a call names its own reply address, which may be that of another service.</summary>
/// <param name="onlyReplyQueues">Whether only reply addresses are allowed.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The logger.</param>
internal sealed class ReplyAddresses(bool onlyReplyQueues, TimeProvider time, ILogger logger) : IDisposable
{
    private readonly LogThrottle _refusals = new(time, (count, queues) => Amqp1Log.ReplyAddressesRefused(logger, count, queues));

    /// <summary>Whether a reply may go to an address. A refusal is logged.</summary>
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

    /// <summary>Logs what was gathered.</summary>
    public void Dispose() => _refusals.Dispose();
}
