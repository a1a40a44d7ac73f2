using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Messaging.Drivers.Rabbit.Consuming;

/// <summary>Inflates a body up to a size: a few bytes can stand for gigabytes.</summary>
internal static class BoundedInflater
{
    private const int Step = 64 * 1024;
    private const long LeastSkimmed = 64 * 1024 * 1024;
    private const int TimesSkimmed = 4;

    /// <summary>Inflates a zlib stream, which is what Python sends under the name of gzip, or a gzip file.</summary>
    /// <returns>False when the result is larger than allowed.</returns>
    /// <exception cref="InvalidDataException">The body is neither.</exception>
    public static bool TryInflate(ReadOnlyMemory<byte> body, MessageBuffer inflated, int maxSize)
    {
        using var stream = Inflate(body);
        while (true)
        {
            var read = stream.Read(inflated.GetSpan(Math.Min(Step, maxSize + 1)));
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
    public static OversizedMessage Skim(ReadOnlyMemory<byte> body, int maxSize)
    {
        using var stream = Inflate(body);
        return OversizedMessage.Read(stream, maxSize, Math.Max(LeastSkimmed, TimesSkimmed * (long)maxSize));
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
