namespace Messaging.Drivers.ZeroMq.Zmtp;

/// <summary>The peer does not speak ZMTP as it should, or refused us. The connection ends.</summary>
internal sealed class ZmtpException : Exception
{
    public ZmtpException(string message)
        : base(message)
    {
    }

    /// <param name="message">What the peer said or did.</param>
    /// <param name="isRefusal">Whether it will do so again: keys, passwords or mechanisms do not fit.</param>
    public ZmtpException(string message, bool isRefusal)
        : base(message) => IsRefusal = isRefusal;

    public ZmtpException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public bool IsRefusal { get; }

    /// <summary>Whether a client said that it is somebody, and is not, or may not come in.</summary>
    public bool IsFailedLogin { get; init; }
}
