namespace Messaging.Drivers.Rabbit.Diagnostics;

/// <summary>
/// What is worth a line of an outage that may last for a night: the first failure, each new reason, and otherwise one line now and then, a
/// minute apart at last; and how long it was, when it is over.
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

    /// <summary>It begins, unless it has.</summary>
    public void Begin()
    {
        if (!_isOn)
        {
            _isOn = true;
            _begin = time.GetTimestamp();
            _pause = FirstPause;
        }
    }

    /// <summary>An attempt to end it failed: whether that is news.</summary>
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

    /// <summary>It is over.</summary>
    /// <returns>What there is to say of it, to end a sentence with; nothing when there was none.</returns>
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
