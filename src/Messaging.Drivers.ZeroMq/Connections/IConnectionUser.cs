namespace Messaging.Drivers.ZeroMq.Connections;

/// <summary>Receives the messages of a connection. Called on its read loop, one call at a time; must not block.</summary>
internal interface IConnectionUser
{
    /// <summary>The largest body that a message may have.</summary>
    /// <exception cref="Zmtp.ZmtpException">The header is not one of ours: the connection ends.</exception>
    int MaxBody(ReadOnlySpan<byte> header);

    /// <summary>A message arrived. Its frames are valid until the method returns.</summary>
    /// <exception cref="Zmtp.ZmtpException">The message is not one of ours: the connection ends.</exception>
    void OnMessage(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body);

    /// <summary>The body of the next message is too large. It is skipped without being stored.</summary>
    /// <exception cref="Zmtp.ZmtpException">The message is not one of ours: the connection ends.</exception>
    void OnTooLarge(ReadOnlySpan<byte> header, long size);

    /// <summary>There is no memory for the body of a message. The part that arrived is dropped, and the rest is skipped.</summary>
    void OnNoMemory(ReadOnlySpan<byte> header);

    /// <summary>The connection was full and has room again, or it has ended. Called on any thread.</summary>
    void OnRoom();
}
