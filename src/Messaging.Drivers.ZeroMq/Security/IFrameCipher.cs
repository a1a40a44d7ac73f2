using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Security;

/// <summary>Encrypts and decrypts the frames of one connection: each frame becomes the content of another.</summary>
internal interface IFrameCipher
{
    /// <summary>The number of bytes that encryption adds to a frame.</summary>
    int Overhead { get; }

    /// <summary>Encrypts a frame. Frames must be encrypted one at a time, in the order in which they are sent.</summary>
    /// <param name="flags">More or command.</param>
    /// <param name="content">The frame.</param>
    /// <param name="destination">As long as the frame plus <see cref="Overhead"/>.</param>
    void Encrypt(FrameFlags flags, ReadOnlySpan<byte> content, Span<byte> destination);

    /// <summary>Decrypts a frame. One at a time, in the order in which they arrive.</summary>
    /// <param name="content">The received bytes.</param>
    /// <param name="flags">More or command.</param>
    /// <returns>The frame; valid until the next is decrypted.</returns>
    /// <exception cref="ZmtpException">The frame was not encrypted by the peer of this connection, or not in this order.</exception>
    ReadOnlySpan<byte> Decrypt(ReadOnlySpan<byte> content, out FrameFlags flags);
}
