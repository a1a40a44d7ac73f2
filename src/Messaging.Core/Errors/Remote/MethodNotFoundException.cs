namespace Messaging;

/// <summary>The server has no method of that name in an endpoint of that namespace and version.</summary>
public sealed class MethodNotFoundException : MessagingException
{
    /// <summary>Creates the error.</summary>
    /// <param name="method">The method that was called.</param>
    /// <param name="message">The server's explanation.</param>
    public MethodNotFoundException(string method, string message)
        : base(message)
    {
        Method = method;
    }

    /// <summary>The method that was called.</summary>
    public string Method { get; }
}
