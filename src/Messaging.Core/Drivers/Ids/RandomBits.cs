using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Messaging.Drivers;

/// <summary>Unguessable numbers from the system's generator, drawn many at a time: one by one they would cost ten times as much.</summary>
internal sealed class RandomBits
{
    private const int DrawnAtOnce = 512;

    [ThreadStatic]
    private static RandomBits? _ofThisThread;

    private readonly ulong[] _drawn = new ulong[DrawnAtOnce];
    private int _left;

    /// <summary>The next number. Safe for any number of threads.</summary>
    public static ulong Next() => (_ofThisThread ??= new RandomBits()).Take();

    private ulong Take()
    {
        if (_left == 0)
        {
            RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(_drawn.AsSpan()));
            _left = DrawnAtOnce;
        }

        return _drawn[--_left];
    }
}
