using System.IO.Compression;

namespace Messaging.Drivers.Rabbit.Sending.Messages;

/// <summary>Compresses a body as Python does: with zlib, labelled as gzip.</summary>
internal static class BodyCompression
{
    public const string Header = "compression";
    public const string Name = "application/x-gzip";

    /// <summary>Replaces the body with its compressed bytes.</summary>
    public static void Compress(MessageBuffer body)
    {
        using var packed = new MemoryStream(body.Length);
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(body.WrittenSpan);
        }

        body.Truncate(0);
        body.Write(packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }
}
