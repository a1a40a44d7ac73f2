namespace Messaging;

/// <summary>An endpoint cannot be served: two methods of one name, a parameter that no message can fill, and the like.</summary>
public sealed class InvalidEndpointException : MessagingException
{
    /// <summary>Creates the error.</summary>
    /// <param name="endpoint">The endpoint, by the name of its type.</param>
    /// <param name="method">The method that is wrong, or null when it is the endpoint as a whole.</param>
    /// <param name="message">What is wrong with it and what to do.</param>
    public InvalidEndpointException(string endpoint, string? method, string message)
        : base(message)
    {
        Endpoint = endpoint;
        Method = method;
    }

    /// <summary>The endpoint, by the name of its type.</summary>
    public string Endpoint { get; }

    /// <summary>The method that is wrong, or null when it is the endpoint as a whole.</summary>
    public string? Method { get; }
}
