using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Connections;

/// <summary>
/// Watches one connection: pings a silent peer, and closes the connection when the peer stays silent for two more beats, or accepts none
/// of the bytes sent to it for three.
/// </summary>
/// <remarks>
/// Counts beats instead of elapsed time: a machine that was suspended could not hear its peers, and first has to read what they sent.
/// </remarks>
/// <param name="connection">The connection.</param>
/// <param name="wheel">The clock.</param>
/// <param name="heartbeat">The time between two beats; zero when silence is tolerated for ever.</param>
/// <param name="canPing">Whether the peer answers a PING. A peer that does not may be silent, but not in the middle of a message.</param>
internal sealed class Pulse(Connection connection, DeadlineWheel wheel, TimeSpan heartbeat, bool canPing) : DeadlineEntry
{
    private const int MostMissed = 3;
    private static readonly TimeSpan UsualBeat = TimeSpan.FromSeconds(10);

    private readonly TimeSpan _beat = heartbeat > TimeSpan.Zero ? heartbeat : UsualBeat;
    private int _missed;
    private int _stuck;
    private int? _progress;
    private volatile bool _isStopped;

    public void Start() => wheel.Set(this, _beat);

    /// <summary>The peer sent something.</summary>
    public void Seen()
    {
        if (_missed != 0)
        {
            Volatile.Write(ref _missed, 0);
        }
    }

    public void Stop()
    {
        _isStopped = true;
        wheel.Remove(this);
    }

    protected override void OnDue()
    {
        if (_isStopped)
        {
            return;
        }

        if (IsStuck())
        {
            connection.Close(new RefusedPeerException(FormattableString.Invariant(
                $"it does not read: it accepted nothing of what is sent to it for {MostMissed * _beat.TotalSeconds:0.###} s")));
            return;
        }

        if (IsSilent())
        {
            connection.Close(new ZmtpException($"the peer was silent for {MostMissed * _beat.TotalSeconds:0.###} s"));
            return;
        }

        if (canPing && heartbeat > TimeSpan.Zero)
        {
            connection.Ping(MostMissed * _beat);
        }

        wheel.Set(this, _beat);
        if (_isStopped)
        {
            wheel.Remove(this);
        }
    }

    private bool IsStuck()
    {
        var progress = connection.SendProgress;
        _stuck = progress is not null && progress == _progress ? _stuck + 1 : 0;
        _progress = progress;
        return _stuck >= MostMissed;
    }

    private bool IsSilent()
    {
        // While we pause reading because the peer does not read, its silence does not count.
        if (heartbeat == TimeSpan.Zero || connection.IsPaused || !(canPing || connection.IsInMessage))
        {
            Seen();
            return false;
        }

        return Interlocked.Increment(ref _missed) > MostMissed;
    }
}
