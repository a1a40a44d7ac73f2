namespace Messaging.Drivers.Thrift;

/// <summary>
/// The options of the Thrift driver. Set them in <see cref="TransportOptions.DriverOptions"/>. Options in the URL take precedence.
/// </summary>
/// <remarks>Read when the transport is created; later changes have no effect.</remarks>
public sealed class ThriftOptions
{
    /// <summary>The key of <see cref="Services"/> for every topic that has no service of its own.</summary>
    public const string AnyTopic = "*";

    /// <summary>The Thrift services, by the topics that clients call and servers serve.</summary>
    /// <value>Empty. A topic without a service cannot be called or served.</value>
    public IDictionary<string, ThriftService> Services { get; } = new Dictionary<string, ThriftService>(StringComparer.Ordinal);

    /// <summary>
    /// How many connections to servers a client has. Each carries one call at a time, because most Thrift servers answer in order. In the
    /// URL: <c>connections</c>.
    /// </summary>
    /// <value>8.</value>
    public int Connections { get; set; } = 8;

    /// <summary>How long a call waits when none of the servers can be reached, before it fails with <see cref="NoServerException"/>. In the
    /// URL: <c>grace</c>, in seconds.</summary>
    /// <value>2 seconds.</value>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a server may take to accept a connection, including the TLS handshake. In the URL: <c>connect_timeout</c>, in
    /// seconds.</summary>
    /// <value>5 seconds.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The first wait after no server could be reached. It doubles each time and is shortened by random jitter. In the URL:
    /// <c>reconnect_delay</c>, in seconds.</summary>
    /// <value>100 ms.</value>
    public TimeSpan ReconnectDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait between two attempts to connect. In the URL: <c>max_reconnect_delay</c>, in seconds.</summary>
    /// <value>3 seconds.</value>
    public TimeSpan MaxReconnectDelay { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long the TLS handshake of a client of our server may take. In the URL: <c>handshake_timeout</c>, in seconds.</summary>
    /// <value>10 seconds.</value>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a message may take to arrive completely once it has begun. In the URL: <c>message_timeout</c>, in seconds.
    /// </summary>
    /// <value>60 seconds.</value>
    public TimeSpan MessageTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The largest frame, in bytes, that is read or written. Unframed messages are limited by
    /// <see cref="TransportOptions.MaxMessageSize"/>. In the URL: <c>max_frame_size</c>.</summary>
    /// <value>16,384,000, as in Apache's libraries.</value>
    public int MaxFrameSize { get; set; } = 16_384_000;

    /// <summary>How deep structs may nest. In the URL: <c>max_depth</c>.</summary>
    /// <value>64, as in Apache's libraries.</value>
    public int MaxDepth { get; set; } = 64;

    /// <summary>How many calls of one connection our server handles at a time. At that number it stops reading from the connection. In the
    /// URL: <c>max_in_flight</c>.</summary>
    /// <value>1,024.</value>
    public int MaxInFlight { get; set; } = 1024;

    /// <summary>How many clients may be connected to our server; further connections are closed. In the URL: <c>max_clients</c>.</summary>
    /// <value>10,000.</value>
    public int MaxClients { get; set; } = 10_000;

    /// <summary>How many clients may be in their TLS handshake at a time. With one more, the oldest is closed. In the URL:
    /// <c>max_pending_handshakes</c>.</summary>
    /// <value>1,024.</value>
    public int MaxPendingHandshakes { get; set; } = 1024;

    /// <summary>How many calls may wait for the servers of a topic in this process. Further calls are refused, and their clients are told.
    /// In the URL: <c>max_waiting</c>.</summary>
    /// <value>100,000.</value>
    public int MaxWaitingMessages { get; set; } = 100_000;

    /// <summary>Whether several processes may serve one port; the system then distributes the clients among them (<c>SO_REUSEPORT</c>;
    /// Linux). In the URL: <c>reuse_port</c>.</summary>
    /// <value>False.</value>
    public bool ReusePort { get; set; }

    /// <summary>
    /// Additional request headers, such as cookies, of a client with a <c>thrift+http://</c> or <c>thrift+https://</c> URL.
    /// </summary>
    /// <value>Empty.</value>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>A PEM file with the certificates of the authorities that may sign the server's certificate. In the URL:
    /// <c>ssl_ca_file</c>.</summary>
    /// <value>Null: the authorities that the machine trusts.</value>
    public string? TlsCaFile { get; set; }

    /// <summary>
    /// A PEM file that begins with the certificate of a server, or of a client that has one. In the URL: <c>ssl_cert_file</c>.
    /// </summary>
    /// <value>Null. A server with TLS needs one.</value>
    public string? TlsCertFile { get; set; }

    /// <summary>A PEM file with the unencrypted key of <see cref="TlsCertFile"/>. In the URL: <c>ssl_key_file</c>.</summary>
    /// <value>Null: the key is in the certificate's file.</value>
    public string? TlsKeyFile { get; set; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Connections, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Grace, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ConnectTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ReconnectDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxReconnectDelay, ReconnectDelay);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(HandshakeTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(MessageTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxFrameSize, 64);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDepth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxInFlight, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxClients, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPendingHandshakes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxWaitingMessages, 1);
    }
}
