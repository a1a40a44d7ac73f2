using System.Net;

namespace Messaging.Drivers.ZeroMq;

/// <summary>
/// What a user may set on the ZeroMQ driver, in <see cref="TransportOptions.DriverOptions"/>. Options in the URL win over these.
/// </summary>
/// <remarks>Read when the transport is made; later changes have no effect.</remarks>
public sealed class ZeroMqOptions
{
    /// <summary>The name of this process, which its peers show in logs and errors. At most 255 characters.</summary>
    /// <value>Null: the name of the machine and the process id.</value>
    public string? Name { get; set; }

    /// <summary>
    /// How long a call or a cast that nobody serves waits for addresses that cannot be reached, before it fails with
    /// <see cref="NoServerException"/>. In the URL: <c>grace</c>, in seconds.
    /// </summary>
    /// <value>2 seconds. It fails at once when every address is reached and nobody there serves its target.</value>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How often a silent peer is asked for a sign of life; one that is silent for three times as long is taken for dead, and its calls fail.
    /// In the URL: <c>heartbeat</c>, in seconds.
    /// </summary>
    /// <value>10 seconds. Zero turns it off.</value>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a peer is given to connect and to say who it is, its HELLO included. In the URL: <c>handshake_timeout</c>, in seconds.</summary>
    /// <value>10 seconds.</value>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The first wait after a connection was lost or refused; it doubles with every failure, and a random part of it is left out. Calls that
    /// wait for a server cut it short. In the URL: <c>reconnect_delay</c>, in seconds.
    /// </summary>
    /// <value>100 ms.</value>
    public TimeSpan ReconnectDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait between two attempts to connect. In the URL: <c>max_reconnect_delay</c>, in seconds.</summary>
    /// <value>3 seconds.</value>
    public TimeSpan MaxReconnectDelay { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How often DNS is asked for the servers of a <c>zmq+dns://</c> URL; calls that wait for a server have it asked sooner. In the URL:
    /// <c>dns_interval</c>, in seconds.
    /// </summary>
    /// <value>10 seconds.</value>
    public TimeSpan DnsInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long closing waits for what is still to be sent, before it is cut.</summary>
    /// <value>2 seconds.</value>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How many messages may wait for the servers of a target in this process; more are refused, and their senders told. In the URL:
    /// <c>max_waiting</c>.
    /// </summary>
    /// <value>100,000.</value>
    public int MaxWaitingMessages { get; set; } = 100_000;

    /// <summary>How many bytes of messages may wait for the servers of a target in this process. In the URL: <c>max_waiting_bytes</c>.</summary>
    /// <value>256 MiB. A message that comes when nothing waits is taken, however large.</value>
    public int MaxWaitingBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>
    /// How many bytes may wait to be sent on a connection; with more, calls and casts are refused, nothing is read from the peer until it reads, and what it
    /// has asked before is not begun. In the URL: <c>send_high_water_mark</c>.
    /// </summary>
    /// <value>64 MiB. A message that comes when less waits is taken, however large.</value>
    public int SendHighWaterMark { get; set; } = 64 * 1024 * 1024;

    /// <summary>
    /// How many bytes of replies may wait for a client that does not read them, above <see cref="SendHighWaterMark"/>: those of the calls that the server
    /// had in hand when it was full. With more, or when it takes nothing for three times the <see cref="Heartbeat"/>, its connection is closed. In the URL:
    /// <c>max_unread_bytes</c>.
    /// </summary>
    /// <value>512 MiB.</value>
    public int MaxUnreadBytes { get; set; } = 512 * 1024 * 1024;

    /// <summary>
    /// How many bytes this process may hold for the clients of an address that it binds: bodies that have not come as a whole, requests that wait, replies that
    /// are not read. When they are spent, of the address that has most the connection with most is closed to make room; when nobody has more than the client
    /// that asks for more, its request is refused. Requests that wait get three quarters of it: the rest is for what can be given back. In the URL:
    /// <c>memory_budget</c>.
    /// </summary>
    /// <value>1 GiB, or half of the memory that the process may have if that is less; and never less than twice <see cref="TransportOptions.MaxMessageSize"/>.</value>
    public int MemoryBudget { get; set; } = (int)Math.Min(1024 * 1024 * 1024, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2);

    /// <summary>
    /// How many connections may be on their way in at a time, until they have said who they are; with one more, the oldest is closed of the address that has
    /// most. In the URL: <c>max_pending_handshakes</c>.
    /// </summary>
    /// <value>1,024.</value>
    public int MaxPendingHandshakes { get; set; } = 1024;

    /// <summary>
    /// How many connections one address may have to this process; more are closed. A network of IPv6, the first 64 bits, is one address here. In the URL:
    /// <c>max_connections_per_address</c>.
    /// </summary>
    /// <value>4,096.</value>
    public int MaxConnectionsPerAddress { get; set; } = 4096;

    /// <summary>
    /// Whether a user with a password may come in, when this process serves (the mechanism PLAIN). What it says is in the hands of whoever
    /// listens on the way: use it in networks that you trust.
    /// </summary>
    /// <value>Null: the user and the password of the URL, and everybody when the URL has none.</value>
    /// <remarks>Called on the thread pool, for several connections at the same time. What it throws is logged, and the client refused.</remarks>
    public Func<string, string, bool>? CheckUser { get; set; }

    /// <summary>
    /// The secret key of this process. Servers need one; a server that has an allow-list knows clients by it. With any key set, everything is
    /// encrypted (the mechanism CURVE), and what is not is refused. Needs libsodium. In the URL: <c>curve_secret_key_file</c>, a file with it.
    /// </summary>
    /// <value>Null: a process that only calls has one of its own, made anew.</value>
    public string? CurveSecretKey { get; set; }

    /// <summary>
    /// The public key of the servers that this process connects to, which have to share one. In the URL: <c>curve_server_key_file</c>, a file
    /// with it.
    /// </summary>
    /// <value>Null: this process only serves.</value>
    public string? CurveServerKey { get; set; }

    /// <summary>
    /// The public keys of the clients that this process lets in when it serves. In the URL: <c>curve_allowed_clients_file</c>, a file with one
    /// a line.
    /// </summary>
    /// <value>Null: whoever knows the public key of the server.</value>
    public IReadOnlyCollection<string>? CurveAllowedClients { get; set; }

    /// <summary>Asks DNS. Another one for tests.</summary>
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
