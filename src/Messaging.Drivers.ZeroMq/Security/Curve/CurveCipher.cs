using System.Buffers.Binary;
using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Security.Curve;

/// <summary>
/// Encrypts frames into MESSAGE commands: a name, the number of the box, and the box with the flags and the content of the frame.
/// </summary>
internal sealed class CurveCipher(CurveBox box, bool isServer, ulong lastSent, ulong lastSeen) : IFrameCipher, IDisposable
{
    private const int NameSize = 8;
    private const int BoxAt = NameSize + CurveBox.ShortNonceSize;
    private const int FlagsAt = BoxAt + Sodium.MacSize;
    private const byte More = 1;
    private const byte Command = 2;
    private const int MostKept = 256 * 1024;

    private ulong _lastSent = lastSent;
    private ulong _lastSeen = lastSeen;
    private byte[] _opened = [];

    public int Overhead => FlagsAt + 1;

    private static ReadOnlySpan<byte> Name => "\x07MESSAGE"u8;

    private static ReadOnlySpan<byte> OfClient => "CurveZMQMESSAGEC"u8;

    private static ReadOnlySpan<byte> OfServer => "CurveZMQMESSAGES"u8;

    public void Encrypt(FrameFlags flags, ReadOnlySpan<byte> content, Span<byte> destination)
    {
        Name.CopyTo(destination);
        BinaryPrimitives.WriteUInt64BigEndian(destination[NameSize..], ++_lastSent);
        var plain = destination[FlagsAt..];
        plain[0] = (byte)(((flags & FrameFlags.More) != 0 ? More : 0) | ((flags & FrameFlags.Command) != 0 ? Command : 0));
        content.CopyTo(plain[1..]);
        box.Close(destination[BoxAt..], plain, isServer ? OfServer : OfClient, _lastSent);
    }

    public ReadOnlySpan<byte> Decrypt(ReadOnlySpan<byte> content, out FrameFlags flags)
    {
        if (content.Length < Overhead || !content.StartsWith(Name))
        {
            throw new ZmtpException("the peer sent an unencrypted frame");
        }

        // A repeated number is a replay.
        var number = content[NameSize..BoxAt];
        var count = BinaryPrimitives.ReadUInt64BigEndian(number);
        var plain = Room(content.Length - FlagsAt);
        if (count <= _lastSeen || !box.TryOpen(plain, content[BoxAt..], isServer ? OfClient : OfServer, number))
        {
            throw new ZmtpException("the peer sent a frame that was not encrypted for this connection");
        }

        _lastSeen = count;
        flags = ((plain[0] & More) != 0 ? FrameFlags.More : FrameFlags.None)
            | ((plain[0] & Command) != 0 ? FrameFlags.Command : FrameFlags.None);
        return plain[1..];
    }

    public void Dispose() => Release();

    private Span<byte> Room(int size)
    {
        if (_opened.Length < size || (_opened.Length > MostKept && size < MostKept))
        {
            Release();
            _opened = BodyMemory.Rent(size);
        }

        return _opened.AsSpan(0, size);
    }

    private void Release()
    {
        if (_opened.Length > 0)
        {
            BodyMemory.Return(_opened);
            _opened = [];
        }
    }
}
