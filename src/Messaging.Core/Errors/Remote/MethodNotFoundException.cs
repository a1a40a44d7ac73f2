namespace Messaging;

/// <summary>The server has no method of that name in an endpoint of that namespace and version.</summary>
public sealed class MethodNotFoundException : MessagingException
{
    /// <summary>Creates the error.</summary>
    /// <param name="method">The method that was called.</param>
    /// <param name="message">What went wrong and what to do about it.</param>
    /// <param name="remoteMessage">The server's explanation alone; null when the message is that.</param>
    public MethodNotFoundException(string method, string message, string? remoteMessage = null)
        : base(message)
    {
        Method = method;
        RemoteMessage = remoteMessage ?? message;
    }

    /// <summary>The method that was called.</summary>
    public string Method { get; }

    /// <summary>The server's explanation. <see cref="Exception.Message"/> also says whom the call was for, and what to check.</summary>
    public string RemoteMessage { get; }
}
