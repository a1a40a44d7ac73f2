using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Security;

/// <summary>Encrypts and decrypts the frames of one connection: each frame becomes the content of another.</summary>
internal interface IFrameCipher
{
    /// <summary>By how much an encrypted frame is longer.</summary>
    int Overhead { get; }

    /// <summary>Encrypts a frame. One at a time, in the order in which they are sent.</summary>
    /// <param name="flags">More or command.</param>
    /// <param name="content">The frame.</param>
    /// <param name="destination">As long as the frame and <see cref="Overhead"/>.</param>
    void Encrypt(FrameFlags flags, ReadOnlySpan<byte> content, Span<byte> destination);

    /// <summary>Decrypts a frame. One at a time, in the order in which they come.</summary>
    /// <param name="content">What came.</param>
    /// <param name="flags">More or command.</param>
    /// <returns>The frame; valid until the next is decrypted.</returns>
    /// <exception cref="ZmtpException">It was not encrypted by the peer of this connection, or not in this order.</exception>
    ReadOnlySpan<byte> Decrypt(ReadOnlySpan<byte> content, out FrameFlags flags);
}
