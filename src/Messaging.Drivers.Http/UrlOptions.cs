namespace Messaging.Drivers.Http;

/// <summary>The options that an HTTP driver's URL may set.</summary>
internal static class UrlOptions
{
    public const string Connections = "connections";
    public const string ConnectTimeout = "connect_timeout";
    public const string Grace = "grace";
    public const string ReconnectDelay = "reconnect_delay";
    public const string TlsCaFile = "ssl_ca_file";
    public const string TlsCertFile = "ssl_cert_file";
    public const string TlsKeyFile = "ssl_key_file";

    public static void Check(TransportUrl url) => url.RequireKnownOptions(
        Connections, ConnectTimeout, Grace, ReconnectDelay, TlsCaFile, TlsCertFile, TlsKeyFile);
}
