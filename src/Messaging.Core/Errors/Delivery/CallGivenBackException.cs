namespace Messaging;

/// <summary>A server stopped before it began a call that it could not give to another: only its caller can send it again.</summary>
internal sealed class CallGivenBackException(string message) : DeliveryException(message, isTransient: true);
