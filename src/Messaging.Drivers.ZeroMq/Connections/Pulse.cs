using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Connections;

/// <summary>Watches one connection for signs of life: asks a silent peer, and ends the connection when it stays silent for two more beats.</summary>
/// <remarks>It counts beats and not time: a machine that stood still for a while has not heard its peers, and finds what they said first.</remarks>
internal sealed class Pulse(Connection connection, DeadlineWheel wheel, TimeSpan interval) : DeadlineEntry
{
    private const int MostMissed = 3;

    private int _missed;
    private volatile bool _isStopped;

    public void Start() => wheel.Set(this, interval);

    /// <summary>Something came.</summary>
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

        if (Interlocked.Increment(ref _missed) > MostMissed)
        {
            connection.Close(new ZmtpException($"the peer gave no sign of life for {MostMissed * interval.TotalSeconds:0.###} s"));
            return;
        }

        connection.Ping(MostMissed * interval);
        wheel.Set(this, interval);
        if (_isStopped)
        {
            wheel.Remove(this);
        }
    }
}
