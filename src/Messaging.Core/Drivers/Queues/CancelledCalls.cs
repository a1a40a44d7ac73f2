using System.Security.Cryptography;

namespace Messaging.Drivers;

/// <summary>Calls whose callers gave up before a server received them: remembered as long as they may still arrive, some thousands at a
/// time.</summary>
/// <remarks>Safe for any number of threads. When one caller has too many, its latest are not kept; overall, the oldest are dropped
/// first.</remarks>
internal sealed class CancelledCalls(TimeProvider time)
{
    private const int Most = 16_384;
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(MessageId Call, string ReplyTo), LinkedListNode<Entry>> _known = new(new KeyedComparer());
    private readonly Dictionary<string, int> _callers = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _byAge = new();
    private int _count;

    /// <summary>Remembers a cancel.</summary>
    public void Add(CallCancel cancel)
    {
        var replyTo = cancel.ReplyTo ?? "";
        lock (_lock)
        {
            while (_byAge.First is { } oldest && IsOver(oldest.Value))
            {
                Remove(oldest);
            }

            var own = _callers.GetValueOrDefault(replyTo);
            if (_known.ContainsKey((cancel.Call, replyTo)) || (_count == Most && own > Most / _callers.Count))
            {
                return;
            }

            if (_count == Most)
            {
                Remove(_byAge.First!);
            }

            var life = cancel.TimeLeft is { } left && left < LongestLife ? left : LongestLife;
            _known.Add((cancel.Call, replyTo), _byAge.AddLast(new Entry(cancel.Call, replyTo, time.GetTimestamp(), life)));
            _callers[replyTo] = _callers.GetValueOrDefault(replyTo) + 1;
            Volatile.Write(ref _count, _count + 1);
        }
    }

    /// <summary>Whether a call was cancelled by its caller. The call has arrived: it is no longer remembered.</summary>
    public bool Take(MessageId? call, string? replyTo)
    {
        // Nearly always nothing was cancelled.
        if (Volatile.Read(ref _count) == 0 || call is not { } id)
        {
            return false;
        }

        lock (_lock)
        {
            return TryTake(id, "") || (replyTo is not null && TryTake(id, replyTo));
        }
    }

    private bool TryTake(MessageId call, string replyTo)
    {
        if (!_known.TryGetValue((call, replyTo), out var node))
        {
            return false;
        }

        Remove(node);
        return !IsOver(node.Value);
    }

    private bool IsOver(Entry entry) => time.GetElapsedTime(entry.At) > entry.Life;

    private void Remove(LinkedListNode<Entry> node)
    {
        var (call, replyTo, _, _) = node.Value;
        _byAge.Remove(node);
        _known.Remove((call, replyTo));
        if (--_callers[replyTo] is var left && left == 0)
        {
            _callers.Remove(replyTo);
        }
        else
        {
            _callers[replyTo] = left;
        }

        Volatile.Write(ref _count, _count - 1);
    }

    private readonly record struct Entry(MessageId Call, string ReplyTo, long At, TimeSpan Life);

    /// <summary>Peers choose the ids: with a known hash they could choose thousands that collide.</summary>
    private sealed class KeyedComparer : IEqualityComparer<(MessageId Call, string ReplyTo)>
    {
        private readonly ulong _first = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) | 1;
        private readonly ulong _second = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) | 1;

        public bool Equals((MessageId Call, string ReplyTo) x, (MessageId Call, string ReplyTo) y) =>
            x.Call == y.Call && x.ReplyTo == y.ReplyTo;

        public int GetHashCode((MessageId Call, string ReplyTo) key)
        {
            var high = Math.BigMul(key.Call.High ^ _first, key.Call.Low ^ _second, out var low);
            return (int)((high ^ low) >> 32);
        }
    }
}
