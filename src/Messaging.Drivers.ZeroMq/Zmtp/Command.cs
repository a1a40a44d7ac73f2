using System.Text;

namespace Messaging.Drivers.ZeroMq.Zmtp;

/// <summary>The content of a command frame: a name of 1 to 255 bytes, after its length, then the data of the command.</summary>
internal static class Command
{
    /// <summary>Splits off the name.</summary>
    /// <exception cref="ZmtpException">There is no name.</exception>
    public static ReadOnlySpan<byte> ReadName(ReadOnlySpan<byte> content, out ReadOnlySpan<byte> data)
    {
        if (content.IsEmpty || content[0] == 0 || content.Length <= content[0])
        {
            throw new ZmtpException("the peer sent a command without a name");
        }

        data = content[(1 + content[0])..];
        return content.Slice(1, content[0]);
    }

    /// <summary>Splits off the name, which must be the given one.</summary>
    /// <exception cref="ZmtpException">The name is another, or the peer sent an ERROR with its reason.</exception>
    public static ReadOnlySpan<byte> Expect(ReadOnlySpan<byte> content, ReadOnlySpan<byte> name)
    {
        var found = ReadName(content, out var data);
        if (found.SequenceEqual(name))
        {
            return data;
        }

        if (found.SequenceEqual("ERROR"u8))
        {
            throw new ZmtpException($"the peer refused the connection: {ReadReason(data)}", isRefusal: true);
        }

        throw new ZmtpException($"the peer sent the command {Show(found)} instead of {Show(name)}");
    }

    /// <summary>Writes a complete command frame.</summary>
    public static void Write(MessageBuffer output, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        var length = 1 + name.Length + data.Length;
        var target = output.GetSpan(FrameHeader.MaxSize + length);
        var at = FrameHeader.Write(target, FrameFlags.Command, length);
        at += WriteContent(target[at..], name, data);
        output.Advance(at);
    }

    /// <summary>Writes the content of a command frame.</summary>
    /// <returns>The length of the content.</returns>
    public static int WriteContent(Span<byte> target, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        target[0] = (byte)name.Length;
        name.CopyTo(target[1..]);
        data.CopyTo(target[(1 + name.Length)..]);
        return 1 + name.Length + data.Length;
    }

    /// <summary>Writes an ERROR command, which ends a handshake.</summary>
    public static void WriteError(MessageBuffer output, string reason)
    {
        Span<byte> data = stackalloc byte[1 + byte.MaxValue];
        Encoding.ASCII.TryGetBytes(reason.AsSpan(0, Math.Min(reason.Length, byte.MaxValue)), data[1..], out var length);
        data[0] = (byte)length;
        Write(output, "ERROR"u8, data[..(1 + length)]);
    }

    private static string ReadReason(ReadOnlySpan<byte> data) =>
        data.Length < 2 || data[0] == 0 ? "it gives no reason" : Show(data.Slice(1, Math.Min(data[0], data.Length - 1)));

    /// <summary>A peer's bytes as text for a log, without anything that a terminal would execute.</summary>
    private static string Show(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (var b in bytes)
        {
            text.Append(b is >= 0x20 and < 0x7f ? (char)b : '?');
        }

        return text.ToString();
    }
}
