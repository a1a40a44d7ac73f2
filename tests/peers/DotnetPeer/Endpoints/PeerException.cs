namespace DotnetPeer.Endpoints;

/// <summary>The application's own exception: Python's servers have it too, as <c>PeerError</c>.</summary>
public sealed class PeerException(string message, Exception? innerException = null) : Exception(message, innerException);
