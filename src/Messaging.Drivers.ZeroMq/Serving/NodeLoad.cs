using System.Numerics;

namespace Messaging.Drivers.ZeroMq.Serving;

/// <summary>
/// How many messages wait in a node. When the number has doubled or halved, clients are told, but no more than ten times a second.
/// </summary>
internal sealed class NodeLoad(DeadlineWheel wheel, Action announce) : DeadlineEntry
{
    /// <summary>Fewer than this count as none: they are gone before any client hears of them.</summary>
    private const int Little = 64;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private int _waiting;
    private int _announced;
    private int _isSet;

    /// <summary>Adds to the number of waiting messages, or subtracts from it.</summary>
    public void Add(int messages)
    {
        var level = Level(Interlocked.Add(ref _waiting, messages));
        if (level != Volatile.Read(ref _announced) && Interlocked.Exchange(ref _isSet, 1) == 0)
        {
            wheel.Set(this, Pause);
        }
    }

    /// <summary>The number to announce to clients now.</summary>
    public int Take()
    {
        while (true)
        {
            // This stores _announced and then reads _waiting again; Add changes _waiting and then reads _announced. A change that is not
            // seen here sees the new announcement there, and sets the wheel.
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
