namespace Messaging.Drivers.ZeroMq.Zmtp;

/// <summary>The peer violated ZMTP, or refused us. The connection ends.</summary>
internal sealed class ZmtpException : Exception
{
    public ZmtpException(string message)
        : base(message)
    {
    }

    /// <param name="message">What the peer said or did.</param>
    /// <param name="isRefusal">Whether a retry will fail again, because keys, passwords or mechanisms do not match.</param>
    public ZmtpException(string message, bool isRefusal)
        : base(message) => IsRefusal = isRefusal;

    public ZmtpException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public bool IsRefusal { get; }

    /// <summary>Whether a client failed to authenticate, or is not allowed.</summary>
    public bool IsFailedLogin { get; init; }
}
