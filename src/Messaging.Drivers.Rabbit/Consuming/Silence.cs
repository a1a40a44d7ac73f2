namespace Messaging.Drivers.Rabbit.Consuming;

/// <summary>Tells, tick by tick, when it is time to look why nothing comes.</summary>
internal sealed class Silence
{
    /// <summary>How many ticks an interval has: silence as long as that is looked into.</summary>
    public const int TicksAnInterval = 8;

    // When something came in each of so many ticks, and then nothing, it is looked at once: of a queue that is deleted a cluster does not
    // tell each of its consumers, and what is sent to it waits for them to make it anew.
    private const int TicksOfFlow = 4;

    private int _flow;
    private int _silence;

    /// <summary>Something came in this tick.</summary>
    public void OnFlow()
    {
        _flow++;
        _silence = 0;
    }

    /// <summary>Nothing came, but then nothing could.</summary>
    public void OnPause() => _silence = 0;

    /// <summary>Nothing came, though something might have: whether to look why.</summary>
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
