namespace Messaging;

/// <summary>A connection to the broker could not be opened.</summary>
public sealed class ConnectionFailedException : MessagingException
{
    private readonly bool _transient;

    /// <summary>Creates the error.</summary>
    /// <param name="message">Which host, which reason and what to do; never a password.</param>
    /// <param name="isTransient">Whether trying again may help (the broker is down), or not (the password is wrong).</param>
    /// <param name="innerException">The error of the connection, or null.</param>
    public ConnectionFailedException(string message, bool isTransient, Exception? innerException = null)
        : base(message, innerException)
    {
        _transient = isTransient;
    }

    /// <inheritdoc/>
    public override bool IsTransient => _transient;
}
