namespace Messaging;

/// <summary>The connection, or what the call depended on at the broker, was lost while the call was in flight.</summary>
/// <remarks>The server may have run the method: only the answer is known to be lost.</remarks>
public sealed class ConnectionLostException : MessagingException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What was lost.</param>
    /// <param name="innerException">The error of the connection, or null.</param>
    public ConnectionLostException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
