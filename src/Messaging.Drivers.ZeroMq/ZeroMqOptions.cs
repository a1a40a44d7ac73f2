using System.Net;

namespace Messaging.Drivers.ZeroMq;

/// <summary>
/// The options of the ZeroMQ driver. Set them in <see cref="TransportOptions.DriverOptions"/>. Options in the URL take precedence.
/// </summary>
/// <remarks>Read when the transport is created; later changes have no effect.</remarks>
public sealed class ZeroMqOptions
{
    /// <summary>The name of this process, which its peers show in logs and errors. At most 255 characters.</summary>
    /// <value>Null: the name of the machine and the process id.</value>
    public string? Name { get; set; }

    /// <summary>
    /// How long a call or cast that nobody serves waits for addresses that cannot be reached, before it fails with
    /// <see cref="NoServerException"/>. In the URL: <c>grace</c>, in seconds.
    /// </summary>
    /// <value>2 seconds. It fails at once when every address is connected and nobody there serves its target.</value>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How often a silent peer is pinged. A peer that is silent for three times as long is considered dead, and its calls fail. In the URL:
    /// <c>heartbeat</c>, in seconds.
    /// </summary>
    /// <value>10 seconds. Zero turns it off.</value>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a peer may take to connect and to identify itself, including its HELLO. In the URL: <c>handshake_timeout</c>, in seconds.
    /// </summary>
    /// <value>10 seconds.</value>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The first wait after a connection was lost or refused. It doubles with every failure and is shortened by random jitter. Calls that
    /// wait for a server cut it short. In the URL: <c>reconnect_delay</c>, in seconds.
    /// </summary>
    /// <value>100 ms.</value>
    public TimeSpan ReconnectDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait between two attempts to connect. In the URL: <c>max_reconnect_delay</c>, in seconds.</summary>
    /// <value>3 seconds.</value>
    public TimeSpan MaxReconnectDelay { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How often DNS is asked for the servers of a <c>zmq+dns://</c> URL; calls that wait for a server cause an earlier query. In the URL:
    /// <c>dns_interval</c>, in seconds.
    /// </summary>
    /// <value>10 seconds.</value>
    public TimeSpan DnsInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long closing waits for unsent messages before it aborts the connection.</summary>
    /// <value>2 seconds.</value>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How many messages may wait for the servers of a target in this process. Further messages are refused, and their senders are told. In
    /// the URL: <c>max_waiting</c>.
    /// </summary>
    /// <value>100,000.</value>
    public int MaxWaitingMessages { get; set; } = 100_000;

    /// <summary>How many bytes of messages may wait for the servers of a target in this process. In the URL:
    /// <c>max_waiting_bytes</c>.</summary>
    /// <value>256 MiB. A message that arrives when nothing waits is accepted, however large it is.</value>
    public int MaxWaitingBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>
    /// How many bytes may wait to be sent on a connection. Beyond that, calls and casts are refused, the peer is not read from until it
    /// reads again, and calls already received from it are not started. In the URL: <c>send_high_water_mark</c>.
    /// </summary>
    /// <value>64 MiB. A message that arrives when less is waiting is accepted, however large it is.</value>
    public int SendHighWaterMark { get; set; } = 64 * 1024 * 1024;

    /// <summary>
    /// How many bytes of replies may wait, beyond <see cref="SendHighWaterMark"/>, for a client that does not read them: replies to the
    /// calls that were in flight when that mark was reached. Beyond that, or when the client accepts nothing for three times the
    /// <see cref="Heartbeat"/>, its connection is closed. In the URL: <c>max_unread_bytes</c>.
    /// </summary>
    /// <value>512 MiB.</value>
    public int MaxUnreadBytes { get; set; } = 512 * 1024 * 1024;

    /// <summary>
    /// How many bytes this process may hold for the clients of an address that it binds: bodies not yet received completely, waiting
    /// requests, and unread replies. When the budget is spent, room is made by closing the largest connection of the peer address that
    /// holds most; when no peer holds more than the client that needs room, that client's request is refused. Waiting requests get three
    /// quarters of the budget; the rest is for memory that can be reclaimed. In the URL: <c>memory_budget</c>.
    /// </summary>
    /// <value>
    /// 1 GiB, or half of the memory available to the process if that is less; and never less than twice
    /// <see cref="TransportOptions.MaxMessageSize"/>.
    /// </value>
    public int MemoryBudget { get; set; } = (int)Math.Min(1024 * 1024 * 1024, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2);

    /// <summary>
    /// How many connections may be in their handshake at a time. With one more, the oldest connection of the peer address that has most of
    /// them is closed. In the URL: <c>max_pending_handshakes</c>.
    /// </summary>
    /// <value>1,024.</value>
    public int MaxPendingHandshakes { get; set; } = 1024;

    /// <summary>
    /// How many connections one peer address may have to this process; further ones are closed. An IPv6 network, the first 64 bits, counts
    /// as one address. In the URL: <c>max_connections_per_address</c>.
    /// </summary>
    /// <value>4,096.</value>
    public int MaxConnectionsPerAddress { get; set; } = 4096;

    /// <summary>
    /// Whether a user with a password may connect when this process serves (the mechanism PLAIN). Anybody who listens on the network can
    /// read the password: use it in networks that you trust.
    /// </summary>
    /// <value>Null: the user and the password of the URL; everybody when the URL has none.</value>
    /// <remarks>
    /// Called on the thread pool, for several connections at the same time. When it throws, the error is logged and the client refused.
    /// </remarks>
    public Func<string, string, bool>? CheckUser { get; set; }

    /// <summary>
    /// The secret key of this process. Servers need one; a server with an allow-list identifies its clients by theirs. With any key set,
    /// everything is encrypted (the mechanism CURVE), and unencrypted connections are refused. Needs libsodium. In the URL:
    /// <c>curve_secret_key_file</c>, a file that contains it.
    /// </summary>
    /// <value>Null: a process that only calls generates one for itself.</value>
    public string? CurveSecretKey { get; set; }

    /// <summary>
    /// The public key of the servers to which this process connects; all must have the same. In the URL: <c>curve_server_key_file</c>, a
    /// file that contains it.
    /// </summary>
    /// <value>Null: this process only serves.</value>
    public string? CurveServerKey { get; set; }

    /// <summary>
    /// The public keys of the clients that this process allows when it serves. In the URL: <c>curve_allowed_clients_file</c>, a file with
    /// one key a line.
    /// </summary>
    /// <value>Null: every client that knows the public key of the server.</value>
    public IReadOnlyCollection<string>? CurveAllowedClients { get; set; }

    /// <summary>Asks DNS; replaced in tests.</summary>
    internal Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; set; } = Dns.GetHostAddressesAsync;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Name?.Length ?? 0, byte.MaxValue, nameof(Name));
        ArgumentOutOfRangeException.ThrowIfLessThan(Grace, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(Heartbeat, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(HandshakeTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ReconnectDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxReconnectDelay, ReconnectDelay);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(DnsInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(CloseTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxWaitingMessages, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxWaitingBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(SendHighWaterMark, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxUnreadBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MemoryBudget, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPendingHandshakes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConnectionsPerAddress, 1);
    }
}
