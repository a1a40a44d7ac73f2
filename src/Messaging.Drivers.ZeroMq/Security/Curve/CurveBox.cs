using System.Buffers.Binary;

namespace Messaging.Drivers.ZeroMq.Security.Curve;

/// <summary>Encrypted boxes between two keys. The nonce of each box begins with the name of its use.</summary>
internal sealed class CurveBox
{
    public const int ShortNonceSize = 8;
    public const int LongNonceSize = 16;

    private readonly byte[] _shared = GC.AllocateArray<byte>(Sodium.KeySize, pinned: true);

    /// <exception cref="Zmtp.ZmtpException">The key of the peer is not a valid key.</exception>
    public CurveBox(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> secretKey)
    {
        if (!Sodium.TryShare(_shared, publicKey, secretKey))
        {
            throw new Zmtp.ZmtpException("the peer's key is not a valid key");
        }
    }

    /// <summary>Closes a box whose nonce ends with a counter.</summary>
    public void Close(Span<byte> box, ReadOnlySpan<byte> content, ReadOnlySpan<byte> use, ulong count)
    {
        Span<byte> end = stackalloc byte[ShortNonceSize];
        BinaryPrimitives.WriteUInt64BigEndian(end, count);
        Close(box, content, use, end);
    }

    /// <summary>Closes a box whose nonce ends with these bytes.</summary>
    public void Close(Span<byte> box, ReadOnlySpan<byte> content, ReadOnlySpan<byte> use, ReadOnlySpan<byte> end)
    {
        Span<byte> nonce = stackalloc byte[Sodium.NonceSize];
        use.CopyTo(nonce);
        end.CopyTo(nonce[use.Length..]);
        Sodium.Close(box, content, nonce, _shared);
    }

    /// <summary>Opens a box whose nonce ends with these bytes.</summary>
    /// <returns>False when the box was not closed for us, or was changed in transit.</returns>
    public bool TryOpen(Span<byte> content, ReadOnlySpan<byte> box, ReadOnlySpan<byte> use, ReadOnlySpan<byte> end)
    {
        Span<byte> nonce = stackalloc byte[Sodium.NonceSize];
        use.CopyTo(nonce);
        end.CopyTo(nonce[use.Length..]);
        return Sodium.TryOpen(content, box, nonce, _shared);
    }
}
