using System.Buffers;

namespace Messaging.Drivers;

/// <summary>
/// Pooled memory for bodies: arrays of the shared pool, and of a small pool for larger bodies. The largest go back to the system, so that
/// memory that a peer once made us allocate is not kept for ever.
/// </summary>
/// <remarks>Safe for any number of threads. At most some 60 MiB of arrays above 256 KiB are kept in a process.</remarks>
public static class BodyMemory
{
    private const int MostShared = 256 * 1024;
    private const int MostKept = 4 * 1024 * 1024;
    private const int KeptOfASize = 8;

    private static readonly ArrayPool<byte> Larger = ArrayPool<byte>.Create(MostKept, KeptOfASize);

    /// <summary>Takes an array. It is not cleared.</summary>
    /// <param name="size">The required number of bytes.</param>
    /// <returns>An array of at least that size, to be given back with <see cref="Return"/>.</returns>
    public static byte[] Rent(int size) =>
        size <= MostShared ? ArrayPool<byte>.Shared.Rent(size)
        : size <= MostKept ? Larger.Rent(size)
        : GC.AllocateUninitializedArray<byte>(size);

    /// <summary>Gives an array back, which must not be touched afterwards.</summary>
    /// <param name="bytes">The array.</param>
    public static void Return(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (bytes.Length <= MostShared)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
        else if (bytes.Length <= MostKept)
        {
            Larger.Return(bytes);
        }
    }
}
