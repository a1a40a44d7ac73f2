using System.Collections.Concurrent;
using Messaging.Drivers;

namespace Messaging.Hosting;

/// <summary>The settings of messaging in an application: those of the configuration section <c>Messaging</c>, and those that code sets
/// afterwards.</summary>
/// <remarks>Checked when the host starts, and read once: later changes have no effect.</remarks>
public sealed class MessagingOptions
{
    /// <summary>The options of drivers that the configuration holds by oslo.messaging's names. The URL's own win over them.</summary>
    /// <remarks>A field, for properties are what the configuration is bound to.</remarks>
    internal readonly Dictionary<OsloOption, string> BrokerOptions = [];

    // Whoever reads the settings may be the first to ask for these, on any thread.
    private readonly ConcurrentDictionary<Type, object> _further = new();

    /// <summary>The URL of the broker, such as <c>rabbit://user:password@host:5672/vhost</c> or <c>memory://name</c>.</summary>
    /// <value>Empty; it must be set.</value>
    public string Url { get; set; } = "";

    /// <summary>The exchange of targets that name none.</summary>
    /// <value><c>openstack</c>, as in oslo.messaging.</value>
    public string ControlExchange { get; set; } = "openstack";

    /// <summary>How long the host's start tries to connect.</summary>
    /// <value>15 seconds.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The timeout of calls whose client sets none; also how long a cast waits to be confirmed.</summary>
    /// <value>60 seconds.</value>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How many methods run at a time in a server whose own settings do not say; from 1 to 60,000.</summary>
    /// <value>64, as in oslo.messaging.</value>
    public int ServerConcurrency { get; set; } = 64;

    /// <summary>Whether servers whose own settings do not say answer oslo.messaging's ping.</summary>
    /// <value>False.</value>
    public bool PingServers { get; set; }

    /// <summary>The largest body, in bytes, that is accepted from the wire; at least 1,024.</summary>
    /// <value>128 MiB.</value>
    public int MaxMessageSize { get; set; } = 128 * 1024 * 1024;

    /// <summary>How many messages of <see cref="RpcClient.Cast(RpcContext?, string, object?)"/> may wait to be sent; at least
    /// one.</summary>
    /// <value>10,000.</value>
    public int CastQueueCapacity { get; set; } = 10_000;

    /// <summary>Whether the host starts even if the broker cannot be reached; its servers then start in the background as soon as it
    /// can.</summary>
    /// <value>False: the host's start fails with an error that says why.</value>
    public bool StartWithoutBroker { get; set; }

    /// <summary>The settings of servers, by the name that <c>AddServer</c> gave them; upper and lower case are the same.</summary>
    /// <value>Empty: every server has the defaults.</value>
    public Dictionary<string, MessagingServerOptions> Servers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The settings of clients, by the name that <c>AddClient</c> gave them; upper and lower case are the same.</summary>
    /// <value>Empty: every client has the defaults.</value>
    public Dictionary<string, MessagingClientOptions> Clients { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The options in the configuration that have no effect, and why: to be said once.</summary>
    internal List<(string Option, string Why)> IgnoredOptions { get; } = [];

    /// <summary>The URLs that were passed to AddMessaging, in order.</summary>
    internal List<string> AddedUrls { get; } = [];

    /// <summary>What cannot be read in the configuration, each a sentence that names the key.</summary>
    internal List<string> Unreadable { get; } = [];

    internal MessagingServerOptions Server(string name) => Entry(Servers, name);

    internal MessagingClientOptions Client(string name) => Entry(Clients, name);

    /// <summary>Settings of other packages, besides those of Hosting.</summary>
    internal T Further<T>()
        where T : class, new() =>
        (T)_further.GetOrAdd(typeof(T), static _ => new T());

    internal static T Entry<T>(Dictionary<string, T> entries, string name)
        where T : new() =>
        entries.TryGetValue(name, out var entry) ? entry : entries[name] = new T();
}
