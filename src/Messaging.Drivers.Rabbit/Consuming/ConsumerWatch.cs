using Messaging.Drivers.Rabbit.Connecting;
using Messaging.Drivers.Rabbit.Connecting.Sockets;
using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Verdicts;

namespace Messaging.Drivers.Rabbit.Consuming;

/// <summary>
/// Distinguishes dead consumers from idle ones, and has the dead set up again: first their channel, and if still nothing arrives, their
/// connection. Also restores bindings that may have been removed.
/// </summary>
/// <remarks>One timer, which does nothing while messages flow. A tick reads two numbers.</remarks>
internal sealed class ConsumerWatch : IAsyncDisposable
{
    private readonly ChannelKeeper _keeper;
    private readonly IWatchedConsumers _consumers;
    private readonly BackgroundWork _background;
    private readonly StandstillClock? _clock;
    private readonly ITimer? _timer;
    private readonly Silence _silence = new();
    private readonly RestorePace _pace = new();
    private readonly CancellationTokenSource _stop = new();
    private long _received;
    private int _deaths;
    private int _isLooking;

    /// <param name="keeper">Maintains the channel.</param>
    /// <param name="consumers">The consumers on it.</param>
    /// <param name="interval">How long nothing may arrive before the reason is looked for; zero: for ever.</param>
    /// <param name="time">The clock.</param>
    /// <param name="background">Runs the investigation.</param>
    public ConsumerWatch(
        ChannelKeeper keeper, IWatchedConsumers consumers, TimeSpan interval, TimeProvider time, BackgroundWork background)
    {
        _keeper = keeper;
        _consumers = consumers;
        _background = background;
        if (interval > TimeSpan.Zero)
        {
            var period = interval / Silence.TicksAnInterval;
            _clock = new StandstillClock(period, time);
            using (ExecutionContext.SuppressFlow())
            {
                _timer = time.CreateTimer(static watch => ((ConsumerWatch)watch!).OnTick(), this, period, period);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        // A binding restored now would be left behind.
        await _stop.CancelAsync().ConfigureAwait(false);
        if (_timer is not null)
        {
            await _timer.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void OnTick()
    {
        // A tick is skipped while the previous one is still being worked on.
        if (Interlocked.Exchange(ref _isLooking, 1) == 0)
        {
            _background.Add(LookAsync());
        }
    }

    private async Task LookAsync()
    {
        try
        {
            var isQuiet = IsQuiet();
            var isTimeToRestore = _pace.IsDue(isQuiet, _consumers.Work);
            if (_keeper.Session is not { } session)
            {
                return;
            }

            if (isQuiet && await DiagnoseAsync(session).ConfigureAwait(false) is { } reason)
            {
                Revive(session, reason);
            }
            else if (isTimeToRestore && _keeper.IsUp)
            {
                await _consumers.RestoreAsync(session, _stop.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (PublishVerdict.IsTransient(e) || e is MessagingException)
        {
            // The connection was lost, or the broker does not answer: the watch of connections deals with that.
        }
        finally
        {
            Volatile.Write(ref _isLooking, 0);
        }
    }

    /// <summary>Whether nothing has arrived for an interval, though something might have, or a steady flow has stopped.</summary>
    private bool IsQuiet()
    {
        var isSteady = _clock!.IsSteady();
        var received = _consumers.Received;
        if (received != _received)
        {
            _received = received;
            _deaths = 0;
            _silence.OnFlow();
            _consumers.OnAlive();
            return false;
        }

        if (!isSteady || _keeper.Session is null || !_consumers.IsExpecting)
        {
            _silence.OnPause();
            return false;
        }

        return _silence.OnSilence();
    }

    private async Task<string?> DiagnoseAsync(BrokerSession session)
    {
        if (!_keeper.IsUp)
        {
            return _deaths > 0 ? "consumers that received nothing could not be set up again" : null;
        }

        return await _consumers.DiagnoseAsync(session).ConfigureAwait(false);
    }

    private void Revive(BrokerSession session, string reason)
    {
        RabbitMetrics.DeadConsumers.Add(1);
        _consumers.OnDead();
        if (_deaths++ == 0)
        {
            _keeper.Rebuild(reason);
        }
        else
        {
            _deaths = 0;
            session.Cut(reason);
        }
    }
}
