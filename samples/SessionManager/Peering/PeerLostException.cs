namespace SessionManager.Peering;

/// <summary>The peer is away, or went away before it answered.</summary>
internal sealed class PeerLostException(string message) : Exception(message);
