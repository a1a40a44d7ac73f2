namespace Messaging.Drivers.ZeroMq.Connections;

/// <summary>Who takes the messages of a connection. Called on its reading loop, one at a time; must not block.</summary>
internal interface IConnectionUser
{
    /// <summary>A message came. Its frames are lent until the method returns.</summary>
    /// <exception cref="Zmtp.ZmtpException">It is none of ours: the connection ends.</exception>
    void OnMessage(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body);

    /// <summary>A message begins whose body is too large. It is passed over, without being kept.</summary>
    /// <exception cref="Zmtp.ZmtpException">It is none of ours: the connection ends.</exception>
    void OnTooLarge(ReadOnlySpan<byte> header, long size);
}
