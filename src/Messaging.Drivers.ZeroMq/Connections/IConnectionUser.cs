namespace Messaging.Drivers.ZeroMq.Connections;

/// <summary>Receives the messages of a connection. Called on its reading loop, one at a time; must not block.</summary>
internal interface IConnectionUser
{
    /// <summary>The largest body that a message may have.</summary>
    /// <exception cref="Zmtp.ZmtpException">The header is not one of ours: the connection ends.</exception>
    int MaxBody(ReadOnlySpan<byte> header);

    /// <summary>A message arrived. Its frames are lent until the method returns.</summary>
    /// <exception cref="Zmtp.ZmtpException">The message is not one of ours: the connection ends.</exception>
    void OnMessage(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body);

    /// <summary>A message begins whose body is too large. It is skipped without being kept.</summary>
    /// <exception cref="Zmtp.ZmtpException">The message is not one of ours: the connection ends.</exception>
    void OnTooLarge(ReadOnlySpan<byte> header, long size);

    /// <summary>There is no memory for the body of a message. The part received is discarded, and the rest is skipped.</summary>
    void OnNoMemory(ReadOnlySpan<byte> header);

    /// <summary>The connection was full and has room again, or it has ended. Called on any thread.</summary>
    void OnRoom();
}
