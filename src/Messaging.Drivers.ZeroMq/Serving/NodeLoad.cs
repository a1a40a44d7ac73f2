using System.Numerics;

namespace Messaging.Drivers.ZeroMq.Serving;

/// <summary>How many messages wait in a node. When that has doubled or halved, clients are told, but not more often than ten times a second.</summary>
internal sealed class NodeLoad(DeadlineWheel wheel, Action announce) : DeadlineEntry
{
    /// <summary>Fewer than this are none: they are gone before anybody hears of them.</summary>
    private const int Little = 64;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private int _waiting;
    private int _announced;
    private int _isSet;

    /// <summary>So many messages more wait, or fewer.</summary>
    public void Add(int messages)
    {
        var level = Level(Interlocked.Add(ref _waiting, messages));
        if (level != Volatile.Read(ref _announced) && Interlocked.Exchange(ref _isSet, 1) == 0)
        {
            wheel.Set(this, Pause);
        }
    }

    /// <summary>What clients are told now.</summary>
    public int Take()
    {
        while (true)
        {
            // A change that is not seen here sees what is announced, and sets the wheel.
            var waiting = Volatile.Read(ref _waiting);
            Interlocked.Exchange(ref _announced, Level(waiting));
            if (Level(Volatile.Read(ref _waiting)) == Level(waiting))
            {
                return waiting < Little ? 0 : waiting;
            }
        }
    }

    protected override void OnDue()
    {
        Interlocked.Exchange(ref _isSet, 0);
        announce();
    }

    private static int Level(int waiting) => waiting < Little ? 0 : BitOperations.Log2((uint)waiting);
}
