namespace Messaging;

/// <summary>An endpoint cannot be served: two methods have the same name, a parameter can never get a value, and the like.</summary>
public sealed class InvalidEndpointException : MessagingException
{
    /// <summary>Creates the error.</summary>
    /// <param name="endpoint">The endpoint, by the name of its type.</param>
    /// <param name="method">The method at fault, or null when the endpoint as a whole is.</param>
    /// <param name="message">What is wrong with it and what to do.</param>
    public InvalidEndpointException(string endpoint, string? method, string message)
        : base(message)
    {
        Endpoint = endpoint;
        Method = method;
    }

    /// <summary>The endpoint, by the name of its type.</summary>
    public string Endpoint { get; }

    /// <summary>The method at fault, or null when the endpoint as a whole is.</summary>
    public string? Method { get; }
}
