using Messaging.Diagnostics;
using Messaging.Drivers;

namespace Messaging.Serving;

/// <summary>Sends keep-alives to a caller that requested them: at half the silence that it tolerates, in whole seconds as oslo
/// counts.</summary>
internal sealed class CallHeartbeat : DeadlineEntry
{
    private readonly ReceivedCall _call;
    private readonly DeadlineWheel _wheel;
    private readonly TimeSpan _period;
    private readonly Lock _lock = new();
    private Task _sending = Task.CompletedTask;
    private bool _stopped;

    private CallHeartbeat(ReceivedCall call, DeadlineWheel wheel, TimeSpan period)
    {
        _call = call;
        _wheel = wheel;
        _period = period;
    }

    /// <summary>Starts to beat, or returns null when the caller requested no keep-alives, or more of them than oslo sends.</summary>
    public static CallHeartbeat? Start(ReceivedCall call)
    {
        var seconds = Math.Floor(call.Request.MonitorTimeout?.TotalSeconds ?? 0);
        if (seconds < 2)
        {
            return null;
        }

        var wheel = call.Server.Deadlines;
        var heartbeat = new CallHeartbeat(call, wheel, TimeSpan.FromSeconds(seconds / 2));
        wheel.Set(heartbeat, heartbeat._period);
        return heartbeat;
    }

    /// <summary>Completes when no beat is in flight and none will follow.</summary>
    public Task StopAsync()
    {
        lock (_lock)
        {
            _stopped = true;
            _wheel.Remove(this);
            return _sending;
        }
    }

    protected internal override void OnDue()
    {
        lock (_lock)
        {
            if (!_stopped)
            {
                _sending = Task.Run(BeatAsync);
            }
        }
    }

    private async Task BeatAsync()
    {
        if (!await _call.SendHeartbeatAsync().ConfigureAwait(false))
        {
            return;
        }

        lock (_lock)
        {
            if (!_stopped)
            {
                _wheel.Set(this, _period);
            }
        }

        MessagingLog.HeartbeatSent(_call.Server.Logger, _call.Request.Method);
    }
}
