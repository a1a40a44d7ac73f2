namespace Messaging.DriverContract;

/// <summary>An exception with a message and a cause, and nothing else.</summary>
public sealed class ShopClosedException(string message, Exception? innerException = null) : Exception(message, innerException);
