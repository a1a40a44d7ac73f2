namespace Messaging.Drivers.Rabbit.Calling;

/// <summary>The calls that were given up before their replies came. A server may still be working on them, and about to reply.</summary>
internal sealed class UnansweredCalls
{
    private const int MaxKept = 1024;

    private readonly Lock _lock = new();
    private readonly HashSet<MessageId> _ids = [];
    private bool _hasMore;

    /// <summary>Whether a reply may still come.</summary>
    public bool Any
    {
        get
        {
            lock (_lock)
            {
                return _hasMore || _ids.Count > 0;
            }
        }
    }

    /// <summary>A call that was sent has ended without a reply.</summary>
    public void Add(MessageId call)
    {
        lock (_lock)
        {
            _hasMore |= _ids.Count == MaxKept || !_ids.Add(call);
        }
    }

    /// <summary>A reply arrived that nobody waits for any more.</summary>
    public void OnAnswer(MessageId call)
    {
        lock (_lock)
        {
            _ids.Remove(call);
        }
    }
}
