using System.Buffers.Binary;

namespace Messaging.Drivers.ZeroMq.Zmtp;

/// <summary>The PING and PONG commands.</summary>
internal static class Heartbeats
{
    /// <summary>The longest content of a PONG.</summary>
    public const int MaxPong = 1 + 4 + MaxContext;

    /// <summary>The length of the content of our PINGs.</summary>
    public const int PingSize = 1 + 4 + 2;

    private const int MaxContext = 16;

    /// <summary>Writes the content of a PING without a context.</summary>
    /// <param name="content">The destination.</param>
    /// <param name="timeToLive">How long the peer may consider us alive without hearing from us.</param>
    public static void WritePing(Span<byte> content, TimeSpan timeToLive)
    {
        Span<byte> tenths = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(tenths, (ushort)Math.Clamp(timeToLive.TotalSeconds * 10, 0, ushort.MaxValue));
        Command.WriteContent(content, "PING"u8, tenths);
    }

    /// <summary>Writes the answer to a PING, which returns the context of the PING.</summary>
    /// <returns>The length of the content.</returns>
    /// <exception cref="ZmtpException">The PING cannot be read.</exception>
    public static int WritePong(Span<byte> content, ReadOnlySpan<byte> ping)
    {
        if (ping.Length is < 2 or > 2 + MaxContext)
        {
            throw new ZmtpException($"the peer sent a PING of {ping.Length} bytes");
        }

        return Command.WriteContent(content, "PONG"u8, ping[2..]);
    }
}
