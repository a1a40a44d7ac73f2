namespace Messaging.Drivers.ZeroMq.Connections;

/// <summary>Who takes the messages of a connection. Called on its reading loop, one at a time; must not block.</summary>
internal interface IConnectionUser
{
    /// <summary>The largest body that a message may have.</summary>
    /// <exception cref="Zmtp.ZmtpException">The header is none of ours: the connection ends.</exception>
    int MaxBody(ReadOnlySpan<byte> header);

    /// <summary>A message came. Its frames are lent until the method returns.</summary>
    /// <exception cref="Zmtp.ZmtpException">It is none of ours: the connection ends.</exception>
    void OnMessage(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body);

    /// <summary>A message begins whose body is too large. It is passed over, without being kept.</summary>
    /// <exception cref="Zmtp.ZmtpException">It is none of ours: the connection ends.</exception>
    void OnTooLarge(ReadOnlySpan<byte> header, long size);

    /// <summary>There is no memory for the body of a message. What came of it is let go, and the rest is passed over.</summary>
    void OnNoMemory(ReadOnlySpan<byte> header);

    /// <summary>So much waited to be sent that no more was taken, and now there is room again; or the connection has ended. Called on any thread.</summary>
    void OnRoom();
}
