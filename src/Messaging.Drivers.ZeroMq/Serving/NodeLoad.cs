using System.Numerics;

namespace Messaging.Drivers.ZeroMq.Serving;

/// <summary>How many messages wait in a node. Clients are told when the number has doubled or halved, at most ten times a second.</summary>
internal sealed class NodeLoad(DeadlineWheel wheel, Action announce) : DeadlineEntry
{
    /// <summary>Fewer messages than this count as none: they have been taken before an announcement arrives.</summary>
    private const int Little = 64;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private int _waiting;
    private int _announced;
    private int _isSet;

    /// <summary>Adds to the number of waiting messages; negative to subtract.</summary>
    public void Add(int messages)
    {
        var level = Level(Interlocked.Add(ref _waiting, messages));
        if (level != Volatile.Read(ref _announced) && Interlocked.Exchange(ref _isSet, 1) == 0)
        {
            wheel.Set(this, Pause);
        }
    }

    /// <summary>Takes the number to announce to clients now.</summary>
    public int Take()
    {
        while (true)
        {
            // This side publishes the announced level and then reads the number again; Add changes the number and then reads the announced
            // level. If the second read here misses a concurrent Add, that Add sees the level published here and sets the wheel.
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
