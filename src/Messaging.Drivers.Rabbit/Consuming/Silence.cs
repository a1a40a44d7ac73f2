namespace Messaging.Drivers.Rabbit.Consuming;

/// <summary>Decides, tick by tick, when to find out why nothing arrives.</summary>
internal sealed class Silence
{
    /// <summary>How many ticks an interval has: silence of that length is investigated.</summary>
    public const int TicksAnInterval = 8;

    // After messages in each of this many ticks, silence is investigated at once: when a queue is deleted, a cluster does not tell each of
    // its consumers, and its senders wait for them to recreate it.
    private const int TicksOfFlow = 4;

    private int _flow;
    private int _silence;

    /// <summary>Messages arrived in this tick.</summary>
    public void OnFlow()
    {
        _flow++;
        _silence = 0;
    }

    /// <summary>Nothing arrived, but nothing could have.</summary>
    public void OnPause() => _silence = 0;

    /// <summary>Nothing arrived, though something might have: whether to find out why.</summary>
    public bool OnSilence()
    {
        var hasStopped = _flow >= TicksOfFlow;
        _flow = 0;
        if (++_silence < TicksAnInterval && !hasStopped)
        {
            return false;
        }

        _silence = 0;
        return true;
    }
}
