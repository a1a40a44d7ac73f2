namespace Messaging;

/// <summary>The caller may not call that method, and it did not run. A Python caller sees a <c>RemoteError</c> of the type
/// <c>NotAuthorized</c>.</summary>
public sealed class NotAuthorizedException : MessagingException
{
    /// <summary>Creates the error.</summary>
    /// <param name="method">The method.</param>
    /// <param name="message">What is not allowed.</param>
    public NotAuthorizedException(string method, string message)
        : base(message)
    {
        Method = method;
    }

    /// <summary>The method that was called.</summary>
    public string Method { get; }
}
