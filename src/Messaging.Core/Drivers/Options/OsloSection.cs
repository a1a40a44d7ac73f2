namespace Messaging.Drivers;

/// <summary>
/// A section of oslo.config with options of messaging, of oslo.messaging's newest release and of 14.0.3: the table by which URLs and
/// configuration are read. A driver brings that of its own options. The page docs/oslo-options.md shows them all.
/// </summary>
/// <remarks>Immutable.</remarks>
public sealed class OsloSection
{
    internal const string TransportUrl = "transport_url";
    internal const string ControlExchange = "control_exchange";
    internal const string CallTimeout = "rpc_response_timeout";
    internal const string ServerConcurrency = "executor_thread_pool_size";
    internal const string PingServers = "rpc_ping_enabled";

    /// <summary>A section.</summary>
    /// <param name="name">Its name in oslo.config, such as <c>oslo_messaging_rabbit</c>.</param>
    /// <param name="options">Its options; no two share a name, present or older.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public OsloSection(string name, params OsloOption[] options)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Options = Array.AsReadOnly(options);
    }

    /// <summary><c>[DEFAULT]</c>: the options of every transport, whatever its driver.</summary>
    public static OsloSection Default { get; } = new(
        "DEFAULT",
        OsloOption.Sets(TransportUrl, OsloValue.Text, "the URL itself: `MessagingOptions.Url`"),
        OsloOption.Sets(ControlExchange, OsloValue.Text, "`TransportOptions.ControlExchange`"),
        OsloOption.Sets(CallTimeout, OsloValue.Seconds(mayBeZero: false), "`TransportOptions.CallTimeout`"),
        OsloOption.Sets(
            ServerConcurrency, OsloValue.WholeNumber(1, 60_000), "`TransportOptions.ServerConcurrency`", "rpc_thread_pool_size"),
        OsloOption.Sets(PingServers, OsloValue.Boolean, "`TransportOptions.PingServers`"));

    /// <summary>The name in oslo.config.</summary>
    public string Name { get; }

    /// <summary>The options, in the order of oslo's documentation.</summary>
    public IReadOnlyList<OsloOption> Options { get; }

    /// <summary>Finds an option by its name, the present one or an older one.</summary>
    /// <param name="name">The name; upper and lower case differ.</param>
    /// <returns>The option, or null.</returns>
    public OsloOption? Find(string name) => Options.FirstOrDefault(option => option.IsNamed(name));
}
