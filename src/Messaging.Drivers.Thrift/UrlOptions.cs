namespace Messaging.Drivers.Thrift;

/// <summary>The options that the driver's URLs may set.</summary>
internal static class UrlOptions
{
    public const string Protocol = "protocol";
    public const string Transport = "transport";
    public const string Service = "service";
    public const string Pipelining = "pipelining";
    public const string Connections = "connections";
    public const string Grace = "grace";
    public const string ConnectTimeout = "connect_timeout";
    public const string ReconnectDelay = "reconnect_delay";
    public const string MaxReconnectDelay = "max_reconnect_delay";
    public const string HandshakeTimeout = "handshake_timeout";
    public const string MessageTimeout = "message_timeout";
    public const string MaxFrameSize = "max_frame_size";
    public const string MaxDepth = "max_depth";
    public const string MaxInFlight = "max_in_flight";
    public const string MaxClients = "max_clients";
    public const string MaxPendingHandshakes = "max_pending_handshakes";
    public const string MaxWaiting = "max_waiting";
    public const string ReusePort = "reuse_port";
    public const string TlsCaFile = "ssl_ca_file";
    public const string TlsCertFile = "ssl_cert_file";
    public const string TlsKeyFile = "ssl_key_file";

    public static void Check(TransportUrl url) => url.RequireKnownOptions(
        Protocol, Transport, Service, Pipelining, Connections, Grace, ConnectTimeout, ReconnectDelay, MaxReconnectDelay, HandshakeTimeout,
        MessageTimeout, MaxFrameSize, MaxDepth, MaxInFlight, MaxClients, MaxPendingHandshakes, MaxWaiting, ReusePort, TlsCaFile,
        TlsCertFile, TlsKeyFile);
}
