using Messaging.Diagnostics;

namespace Messaging.Serving;

/// <summary>Refuses the calls for which a server has no room, and says so in the log, but not for each of them.</summary>
internal sealed class Overload(ServerLoop server, WaitingRoom room)
{
    private static readonly TimeSpan LogPeriod = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time = server.Transport.TimeProvider;
    private long _loggedAt;
    private bool _logged;

    /// <summary>Answers a call that it cannot be taken. Called on the receiving thread, one call at a time.</summary>
    public void Refuse(ServingCall call, int running)
    {
        var waiting = room.Taken;
        MessagingMetrics.CallsShed.Add(1);
        if (!_logged || _time.GetElapsedTime(_loggedAt) >= LogPeriod)
        {
            _logged = true;
            _loggedAt = _time.GetTimestamp();
            MessagingLog.Overloaded(server.Logger, server.Target, running, waiting);
        }

        var message = FormattableString.Invariant(
            $"The server of {server.Target} is overloaded: {running} calls and casts run, {waiting} calls wait. '{call.Method}' was not run.");
        call.Refuse(new ServerOverloadedException(call.Method ?? "", message, running, waiting));
    }
}
