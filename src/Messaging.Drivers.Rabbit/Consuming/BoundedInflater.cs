using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Messaging.Drivers.Rabbit.Consuming;

/// <summary>Inflates a body up to a size: a few bytes can stand for gigabytes.</summary>
internal static class BoundedInflater
{
    private const int Step = 64 * 1024;

    /// <summary>Inflates a zlib stream, which is what Python sends under the name of gzip, or a gzip file.</summary>
    /// <returns>False when the result is larger than allowed.</returns>
    /// <exception cref="InvalidDataException">The body is neither.</exception>
    public static bool TryInflate(ReadOnlyMemory<byte> body, MessageBuffer inflated, int maxSize)
    {
        using var source = Open(body);
        using Stream stream = IsGzip(body.Span) ? new GZipStream(source, CompressionMode.Decompress)
            : new ZLibStream(source, CompressionMode.Decompress);
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

    private static bool IsGzip(ReadOnlySpan<byte> body) => body.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]);

    private static MemoryStream Open(ReadOnlyMemory<byte> body) => MemoryMarshal.TryGetArray(body, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(body.ToArray(), writable: false);
}
