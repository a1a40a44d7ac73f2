namespace SessionManager.Peering;

/// <summary>The other side refused.</summary>
internal sealed class RefusedException(string message) : Exception(message);
