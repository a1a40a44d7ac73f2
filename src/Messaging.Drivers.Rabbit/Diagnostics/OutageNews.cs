namespace Messaging.Drivers.Rabbit.Diagnostics;

/// <summary>
/// Decides what to log of an outage that may last all night: the first failure, each new reason, and otherwise a line now and then, at
/// most one a minute in the end; and the length of the outage when it is over.
/// </summary>
internal sealed class OutageNews(TimeProvider time)
{
    private const int MostReasons = 32;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly HashSet<string> _reasons = [];
    private long _begin;
    private long _said;
    private TimeSpan _pause;
    private int _failures;
    private bool _isOn;

    /// <summary>Begins an outage, unless one is under way.</summary>
    public void Begin()
    {
        if (!_isOn)
        {
            _isOn = true;
            _begin = time.GetTimestamp();
            _pause = FirstPause;
        }
    }

    /// <summary>Records a failed attempt to recover, and says whether it is worth a line.</summary>
    public bool IsNews(string reason)
    {
        Begin();
        _failures++;
        if (_reasons.Count < MostReasons && _reasons.Add(reason))
        {
            _said = time.GetTimestamp();
            return true;
        }

        if (time.GetElapsedTime(_said) < _pause)
        {
            return false;
        }

        _said = time.GetTimestamp();
        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        return true;
    }

    /// <summary>Ends the outage.</summary>
    /// <returns>A text to end a sentence with; empty when there was no outage.</returns>
    public string End()
    {
        if (!_isOn)
        {
            return "";
        }

        var text = FormattableString.Invariant(
            $" after {time.GetElapsedTime(_begin).TotalSeconds:0.0} s without ({_failures} failed attempts)");
        _isOn = false;
        _failures = 0;
        _reasons.Clear();
        return text;
    }
}
