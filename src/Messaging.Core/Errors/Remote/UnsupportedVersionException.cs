namespace Messaging;

/// <summary>No endpoint of the server has that namespace with a compatible version.</summary>
public sealed class UnsupportedVersionException : MessagingException
{
    /// <summary>Creates the error.</summary>
    /// <param name="method">The method that was called.</param>
    /// <param name="message">The server's explanation.</param>
    public UnsupportedVersionException(string method, string message)
        : base(message)
    {
        Method = method;
    }

    /// <summary>The method that was called.</summary>
    public string Method { get; }
}
