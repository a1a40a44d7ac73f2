using System.Text.Json;

namespace Messaging.TestKit;

/// <summary>A RabbitMQ of the test's own: a private node, or a container. Tests look into it, and change it, with rabbitmqctl.</summary>
public abstract class RabbitBroker : IAsyncDisposable
{
    /// <summary>The environment variable that, when it is <c>container</c>, asks for containers though rabbitmq-server is installed.</summary>
    public const string KindVariable = "MESSAGING_TEST_RABBIT";

    /// <summary>The environment variable with further lines for the rabbitmq.conf of every broker, parted by semicolons.</summary>
    public const string ConfigurationVariable = "MESSAGING_TEST_RABBIT_CONF";

    /// <summary>Whether brokers are containers: it is asked for, or rabbitmq-server is not installed.</summary>
    public static bool IsContainer { get; } =
        Environment.GetEnvironmentVariable(KindVariable) == "container" || !RabbitNode.IsInstalled;

    /// <summary>
    /// Whether brokers permit queues that are neither durable nor exclusive. RabbitMQ 4.3 does so with a warning, and what
    /// <see cref="ConfigurationVariable"/> gives may forbid it: <c>deprecated_features.permit.transient_nonexcl_queues = false</c>.
    /// </summary>
    public static bool PermitsTransientQueues { get; } =
        !GivenConfiguration.Any(line => line.Replace(" ", "") == "deprecated_features.permit.transient_nonexcl_queues=false");

    /// <summary>The port of 127.0.0.1 on which it speaks AMQP. It stays the same when the broker is started again.</summary>
    public abstract int Port { get; }

    /// <summary>The transport URL of its virtual host <c>/</c> for the user guest.</summary>
    public string Url => UrlOf("");

    internal static IReadOnlyList<string> GivenConfiguration =>
        (Environment.GetEnvironmentVariable(ConfigurationVariable) ?? "").Split(';', StringSplitOptions.TrimEntries);

    /// <summary>Starts a broker and waits until it serves clients.</summary>
    /// <param name="configuration">Further lines for its rabbitmq.conf.</param>
    /// <exception cref="InvalidOperationException">There is none to be had; the message says what to install.</exception>
    public static async Task<RabbitBroker> LaunchAsync(params IEnumerable<string> configuration) =>
        IsContainer ? await RabbitContainer.StartAsync(configuration) : await RabbitNode.StartAsync(configuration);

    /// <summary>Runs rabbitmqctl against this broker and returns what it wrote.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message shows what it wrote.</exception>
    public Task<string> RunCtlAsync(params IEnumerable<string> arguments) => RunCtlAsync(WaitLimit.Default, arguments);

    /// <inheritdoc cref="RunCtlAsync(IEnumerable{string})"/>
    public async Task<string> RunCtlAsync(TimeSpan limit, params IEnumerable<string> arguments) =>
        (await RunAsync([.. arguments], limit)).EnsureSuccess().Output;

    /// <summary>Lists queues of the virtual host <c>/</c>: <c>ListQueuesAsync("name", "messages", "consumers")</c>.</summary>
    public Task<IReadOnlyList<JsonElement>> ListQueuesAsync(params IEnumerable<string> columns) => ListAsync("queues", columns);

    /// <summary>
    /// Lists what rabbitmqctl can list (queues, exchanges, bindings, consumers, channels, connections), an object a row. The rows come
    /// shuffled: a broker promises no order, and another release has another.
    /// </summary>
    public async Task<IReadOnlyList<JsonElement>> ListAsync(string what, params IEnumerable<string> columns)
    {
        var output = await RunCtlAsync(["--quiet", "--formatter", "json", $"list_{what}", .. columns]);
        using var document = JsonDocument.Parse(output);
        JsonElement[] rows = [.. document.RootElement.EnumerateArray().Select(row => row.Clone())];
        Random.Shared.Shuffle(rows);
        return rows;
    }

    /// <summary>Makes a virtual host in which guest may do everything, and returns its transport URL.</summary>
    public async Task<string> AddVirtualHostAsync(string name)
    {
        await RunCtlAsync("add_vhost", name);
        await RunCtlAsync("set_permissions", "--vhost", name, "guest", ".*", ".*", ".*");
        return UrlOf(Uri.EscapeDataString(name));
    }

    /// <summary>Makes a user who may do everything in a virtual host.</summary>
    public async Task AddUserAsync(string user, string password, string virtualHost = "/")
    {
        await RunCtlAsync("add_user", user, password);
        await RunCtlAsync("set_permissions", "--vhost", virtualHost, user, ".*", ".*", ".*");
    }

    /// <summary>Deletes a queue, with or without consumers and messages.</summary>
    public Task DeleteQueueAsync(string name, string virtualHost = "/") => RunCtlAsync("delete_queue", "--vhost", virtualHost, name);

    /// <summary>Makes what definitions say, in the JSON that an export has.</summary>
    public abstract Task ImportDefinitionsAsync(string definitions);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>Runs rabbitmqctl to its end.</summary>
    /// <exception cref="TimeoutException">It had not ended within the limit.</exception>
    protected abstract Task<ProcessResult> RunAsync(IReadOnlyList<string> arguments, TimeSpan limit);

    private string UrlOf(string virtualHost) => $"rabbit://guest:guest@127.0.0.1:{Port}/{virtualHost}";
}
