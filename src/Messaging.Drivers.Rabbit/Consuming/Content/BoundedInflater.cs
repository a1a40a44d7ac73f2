using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Messaging.Drivers.Rabbit.Consuming.Content;

/// <summary>Inflates a body up to a size: a few bytes can stand for gigabytes.</summary>
internal static class BoundedInflater
{
    private const int Step = 64 * 1024;
    private const long LeastSkimmed = 64 * 1024 * 1024;
    private const int TimesSkimmed = 4;

    /// <summary>Finds out how large a body is when it is inflated, without keeping it.</summary>
    /// <returns>Its size in bytes; null when that is more than allowed.</returns>
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

    /// <summary>Inflates a zlib stream, which is what Python sends under the name of gzip, or a gzip file.</summary>
    /// <param name="body">The body.</param>
    /// <param name="inflated">Where to.</param>
    /// <param name="maxSize">The largest that is allowed, in bytes.</param>
    /// <param name="expected">How large it will be, where that is known; else 0.</param>
    /// <returns>False when the result is larger than allowed.</returns>
    /// <exception cref="InvalidDataException">The body is neither.</exception>
    public static bool TryInflate(ReadOnlyMemory<byte> body, MessageBuffer inflated, int maxSize, int expected = 0)
    {
        using var stream = Inflate(body);

        // In one piece, for each that is outgrown would stay for the garbage collector; and a byte more, to see the end.
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

    /// <summary>Looks through a body that is larger than allowed when it is inflated, for a while.</summary>
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
