namespace Messaging;

/// <summary>A server stopped before it began a call, and could not pass the call to another server: only the caller can send it
/// again.</summary>
internal sealed class CallGivenBackException(string message) : DeliveryException(message, isTransient: true);
