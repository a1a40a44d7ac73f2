using Messaging.Drivers.ZeroMq.Security;
using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Sending;

/// <summary>Frames that wait to be written to a socket, one after another as they will be on the wire.</summary>
/// <remarks>Not for concurrent use: <see cref="SendPath"/> fills one under its lock while the other is being written.</remarks>
internal sealed class SendBuffer
{
    private const int Usual = 4 * 1024;
    private const int MostKept = 256 * 1024;

    private byte[] _bytes = [];
    private int _length;

    public int Length => _length;

    public int Capacity => _bytes.Length;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    /// <summary>Adds a frame.</summary>
    /// <param name="flags">More or command.</param>
    /// <param name="content">The frame; copied.</param>
    /// <param name="cipher">Encrypts the frame; or null.</param>
    public void Add(FrameFlags flags, ReadOnlySpan<byte> content, IFrameCipher? cipher)
    {
        var length = content.Length + (cipher?.Overhead ?? 0);
        Reserve(FrameHeader.MaxSize + length);

        // The flags of an encrypted frame are inside it.
        _length += FrameHeader.Write(_bytes.AsSpan(_length), cipher is null ? flags : FrameFlags.None, length);
        var target = _bytes.AsSpan(_length, length);
        if (cipher is null)
        {
            content.CopyTo(target);
        }
        else
        {
            cipher.Encrypt(flags, content, target);
        }

        _length += length;
    }

    /// <summary>Everything was written. Memory that one large message took is given back.</summary>
    public void Clear()
    {
        _length = 0;
        if (_bytes.Length > MostKept)
        {
            Release();
        }
    }

    /// <summary>Returns the memory to the pool.</summary>
    public void Release()
    {
        var bytes = Interlocked.Exchange(ref _bytes, []);
        _length = 0;
        if (bytes.Length > 0)
        {
            BodyMemory.Return(bytes);
        }
    }

    private void Reserve(int more)
    {
        var needed = checked(_length + more);
        if (needed <= _bytes.Length)
        {
            return;
        }

        var grown = BodyMemory.Rent((int)Math.Max(Math.Max(needed, Usual), Math.Min(2L * _bytes.Length, Array.MaxLength)));
        _bytes.AsSpan(0, _length).CopyTo(grown);
        if (_bytes.Length > 0)
        {
            BodyMemory.Return(_bytes);
        }

        _bytes = grown;
    }
}
