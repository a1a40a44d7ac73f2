namespace Messaging.Drivers.ZeroMq;

/// <summary>The options that the driver's URLs may set.</summary>
internal static class UrlOptions
{
    public const string Grace = "grace";
    public const string Heartbeat = "heartbeat";
    public const string HandshakeTimeout = "handshake_timeout";
    public const string ReconnectDelay = "reconnect_delay";
    public const string MaxReconnectDelay = "max_reconnect_delay";
    public const string DnsInterval = "dns_interval";
    public const string MaxWaiting = "max_waiting";
    public const string MaxWaitingBytes = "max_waiting_bytes";
    public const string SendHighWaterMark = "send_high_water_mark";
    public const string MaxUnreadBytes = "max_unread_bytes";
    public const string MemoryBudget = "memory_budget";
    public const string MaxPendingHandshakes = "max_pending_handshakes";
    public const string MaxConnectionsPerAddress = "max_connections_per_address";

    public const string CurveSecretKeyFile = "curve_secret_key_file";
    public const string CurveServerKeyFile = "curve_server_key_file";
    public const string CurveAllowedClientsFile = "curve_allowed_clients_file";

    public static void Check(TransportUrl url) => url.RequireKnownOptions(
        Grace, Heartbeat, HandshakeTimeout, ReconnectDelay, MaxReconnectDelay, DnsInterval, MaxWaiting, MaxWaitingBytes, SendHighWaterMark,
        MaxUnreadBytes, MemoryBudget, MaxPendingHandshakes, MaxConnectionsPerAddress, CurveSecretKeyFile, CurveServerKeyFile,
        CurveAllowedClientsFile);
}
