using System.Runtime.CompilerServices;
using Messaging.Drivers.Amqp1.Connections;
using Messaging.Drivers.Amqp1.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Amqp1.Sending;

/// <summary>
/// Whether a message that no queue took is worth sending again, because its server may be about to recreate its queue. True when the
/// connection was lost a moment ago, as after a restart of the broker, and when a queue existed until now.
/// </summary>
internal sealed class ExpectedServers(ConnectionSupervisor line, TimeSpan grace, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    // Looked up by the target object itself, because a client sends to the same one again and again.
    private readonly ConditionalWeakTable<Target, Presence> _presences = [];

    /// <summary>A queue took a message.</summary>
    public void OnTaken(OutgoingMessage message)
    {
        if (!_presences.TryGetValue(message.Target, out var presence))
        {
            presence = _presences.GetValue(message.Target, static _ => new Presence());
        }

        presence.OnTaken();
    }

    /// <summary>No queue took a message: whether a queue is expected to.</summary>
    public bool AreExpected(OutgoingMessage message)
    {
        // It is unknown how many servers a fanout should reach: none is fine, unless all of them have lost their queues just now.
        var isExpected = line.IsBackFor(grace)
            || (message.Kind != MessageKind.Fanout && _presences.TryGetValue(message.Target, out var presence)
                && presence.IsMissedFor(grace, time));
        if (isExpected)
        {
            Amqp1Log.NobodyYet(logger, message.Target);
        }

        return isExpected;
    }

    /// <summary>Waits until the message may be sent again.</summary>
    /// <returns>False when the message's time is over.</returns>
    public async Task<bool> PauseAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        var left = deadline.TimeLeft;
        var isLast = !deadline.IsInfinite && left <= Pause;
        await Task.Delay(isLast ? left : Pause, time, cancellationToken).ConfigureAwait(false);
        return !isLast;
    }

    private sealed class Presence
    {
        // The moment of the first return since a queue took something, or 0.
        private long _missingSince;

        public void OnTaken()
        {
            if (Volatile.Read(ref _missingSince) != 0)
            {
                Volatile.Write(ref _missingSince, 0);
            }
        }

        /// <summary>Whether the first return is no longer ago than that: who sends later does not wait, until a queue takes something
        /// again.</summary>
        public bool IsMissedFor(TimeSpan most, TimeProvider time)
        {
            var now = Math.Max(time.GetTimestamp(), 1);
            var since = Interlocked.CompareExchange(ref _missingSince, now, 0);
            return since == 0 || time.GetElapsedTime(since, now) < most;
        }
    }
}
