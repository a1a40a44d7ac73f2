using Messaging.Drivers.Rabbit.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit.Consuming.Content;

/// <summary>
/// How many bytes of messages the servers and listeners of a transport have in flight, and whether there is room to inflate another.
/// Uncompressed messages count but do not wait: the broker delivers only a limited number ahead.
/// </summary>
internal sealed class IntakeBudget(long limit, TimeProvider time, ILogger logger) : ByteBudget(limit), IDisposable
{
    private readonly LogThrottle _noRoom = new(time, (count, queues) => RabbitLog.MessagesWithoutRoom(logger, count, queues));

    /// <summary>A message of a queue has waited as long as it may.</summary>
    public void OnNoRoom(string queue, string what)
    {
        if (_noRoom.IsNews(what, queue))
        {
            RabbitLog.NoRoom(logger, queue, what, Held);
        }
    }

    /// <summary>Logs what was gathered.</summary>
    public void Dispose() => _noRoom.Dispose();
}
