namespace Messaging;

/// <summary>The arguments do not fit the method: one is unknown, missing, or of the wrong type. The method did not run.</summary>
public sealed class InvalidArgumentsException : MessagingException
{
    /// <summary>Creates the error.</summary>
    /// <param name="method">The method that was called.</param>
    /// <param name="message">The server's explanation.</param>
    public InvalidArgumentsException(string method, string message)
        : base(message)
    {
        Method = method;
    }

    /// <summary>The method that was called.</summary>
    public string Method { get; }
}
