namespace Messaging;

/// <summary>The root of every error that this library raises for a call, a cast, a transport or a server.</summary>
/// <remarks>Misuse of an API (a null argument, a disposed object) raises the exceptions of the platform.</remarks>
public abstract class MessagingException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What went wrong and what to do about it.</param>
    /// <param name="innerException">The cause, or null.</param>
    protected MessagingException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the same request may succeed when it is retried later unchanged.</summary>
    /// <value>False unless the kind of error says otherwise.</value>
    public virtual bool IsTransient => false;
}
