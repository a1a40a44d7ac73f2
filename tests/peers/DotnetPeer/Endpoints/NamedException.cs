namespace DotnetPeer.Endpoints;

/// <summary>An exception that travels under the name of a Python one which is not built in.</summary>
public sealed class NamedException(string message, Exception? innerException = null) : Exception(message, innerException);
