using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Messaging.Drivers.Rabbit.Consuming.Content;

/// <summary>Inflates a body up to a limit, because a few bytes can stand for gigabytes.</summary>
internal static class BoundedInflater
{
    private const int Step = 64 * 1024;
    private const long LeastSkimmed = 64 * 1024 * 1024;
    private const int TimesSkimmed = 4;

    /// <summary>Determines the inflated size of a body, without keeping the result.</summary>
    /// <returns>The size in bytes; null when it is more than allowed.</returns>
    /// <exception cref="InvalidDataException">The body is neither zlib nor gzip.</exception>
    public static int? Measure(ReadOnlyMemory<byte> body, int maxSize)
    {
        using var stream = Inflate(body);
        var piece = BodyMemory.Rent(Step);
        try
        {
            var size = 0;
            while (stream.Read(piece) is > 0 and var read)
            {
                size += read;
                if (size > maxSize)
                {
                    return null;
                }
            }

            return size;
        }
        finally
        {
            BodyMemory.Return(piece);
        }
    }

    /// <summary>Inflates a zlib stream, which Python sends labelled as gzip, or a gzip file.</summary>
    /// <param name="body">The body.</param>
    /// <param name="inflated">The buffer for the result.</param>
    /// <param name="maxSize">The largest allowed size, in bytes.</param>
    /// <param name="expected">The inflated size, where it is known; otherwise 0.</param>
    /// <returns>False when the result is larger than allowed.</returns>
    /// <exception cref="InvalidDataException">The body is neither.</exception>
    public static bool TryInflate(ReadOnlyMemory<byte> body, MessageBuffer inflated, int maxSize, int expected = 0)
    {
        using var stream = Inflate(body);

        // In one piece, because outgrown buffers would be left to the garbage collector; and one byte more, to see the end.
        inflated.GetSpan(expected + 1);
        while (true)
        {
            var read = stream.Read(inflated.GetSpan(expected == 0 ? Math.Min(Step, maxSize + 1) : 1));
            if (read == 0)
            {
                return true;
            }

            inflated.Advance(read);
            if (inflated.Length > maxSize)
            {
                return false;
            }
        }
    }

    /// <summary>Skims a body whose inflated size is more than allowed, up to a limit.</summary>
    public static OversizedMessage Skim(ReadOnlyMemory<byte> body, ContentLimits limits)
    {
        using var stream = Inflate(body);
        var limit = limits.WhenInflated(body.Length);
        return OversizedMessage.Read(stream, limit, Math.Max(LeastSkimmed, TimesSkimmed * (long)limit), limits.NameOf(limit));
    }

    private static Stream Inflate(ReadOnlyMemory<byte> body)
    {
        var source = Open(body);
        return IsGzip(body.Span) ? new GZipStream(source, CompressionMode.Decompress) : new ZLibStream(source, CompressionMode.Decompress);
    }

    private static bool IsGzip(ReadOnlySpan<byte> body) => body.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]);

    private static MemoryStream Open(ReadOnlyMemory<byte> body) => MemoryMarshal.TryGetArray(body, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(body.ToArray(), writable: false);
}
