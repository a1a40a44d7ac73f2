namespace Messaging;

/// <summary>An argument, a result, a context or a message could not be written or read.</summary>
public sealed class SerializationException : MessagingException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What could not be written or read, and why.</param>
    /// <param name="innerException">The cause, or null.</param>
    public SerializationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
