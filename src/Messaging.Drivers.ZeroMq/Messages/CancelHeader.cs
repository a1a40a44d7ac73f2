using System.Buffers.Binary;
using System.Text;
using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Messages;

/// <summary>Reads the part of a cancel's header that follows the id.</summary>
internal static class CancelHeader
{
    /// <returns>The topic of the call, and the time that it had left, if the client sent it.</returns>
    /// <exception cref="ZmtpException">The header is not that of a cancel.</exception>
    public static (string Topic, TimeSpan? TimeLeft) Read(ReadOnlySpan<byte> header)
    {
        var rest = header[Header.Size..];
        if (rest.IsEmpty || rest.Length < 1 + rest[0])
        {
            throw new ZmtpException("the peer sent a cancel that cannot be read");
        }

        var topic = Encoding.UTF8.GetString(rest.Slice(1, rest[0]));
        return BinaryPrimitives.TryReadUInt32BigEndian(rest[(1 + rest[0])..], out var milliseconds) && milliseconds != uint.MaxValue
            ? (topic, TimeSpan.FromMilliseconds(milliseconds))
            : (topic, null);
    }
}
