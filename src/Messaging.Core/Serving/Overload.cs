using Messaging.Diagnostics;

namespace Messaging.Serving;

/// <summary>Refuses calls for which a server has no room, and logs that, but not for each call.</summary>
internal sealed class Overload(TimeProvider time, WaitingRoom room)
{
    private static readonly TimeSpan LogPeriod = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private long _loggedAt;
    private bool _logged;

    /// <summary>Answers a call that it is refused. Called on the receiving threads.</summary>
    public void Refuse(ServingCall call, int running)
    {
        var server = call.Server;
        var waiting = room.Taken;
        MessagingMetrics.CallsShed.Add(1);
        if (IsTimeToLog())
        {
            MessagingLog.Overloaded(server.Logger, server.Target, running, waiting);
        }

        var message =
            FormattableString.Invariant($"The server of {server.Target} is overloaded: {running} calls and casts are running, ")
            + FormattableString.Invariant($"{waiting} calls are waiting. '{call.Method}' was not run.");
        call.Refuse(new ServerOverloadedException(call.Method ?? "", message, running, waiting));
    }

    private bool IsTimeToLog()
    {
        lock (_lock)
        {
            if (_logged && time.GetElapsedTime(_loggedAt) < LogPeriod)
            {
                return false;
            }

            _logged = true;
            _loggedAt = time.GetTimestamp();
            return true;
        }
    }
}
