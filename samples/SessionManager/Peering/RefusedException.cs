namespace SessionManager.Peering;

/// <summary>The answer is no.</summary>
internal sealed class RefusedException(string message) : Exception(message);
