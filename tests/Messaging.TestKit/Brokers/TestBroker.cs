namespace Messaging.TestKit;

/// <summary>
/// The RabbitMQ that the tests of a process share: the one that <c>MESSAGING_TEST_RABBIT_URL</c> names, else a
/// <see cref="RabbitBroker"/> of their own. It starts when first asked for. A test project declares it with
/// <c>[assembly: AssemblyFixture(typeof(TestBroker))]</c> and takes it as a constructor argument; tests use names of their own in it.
/// </summary>
public sealed class TestBroker : IAsyncLifetime
{
    /// <summary>The environment variable that names a broker to use instead of a private one.</summary>
    public const string UrlVariable = "MESSAGING_TEST_RABBIT_URL";

    private static readonly Lock Sync = new();
    private static Task<Started>? _shared;

    private Started? _started;

    /// <summary>The transport URL of the broker.</summary>
    public string Url => Initialized.Url;

    /// <summary>The broker, for tests that look into it; null if it is one that was named.</summary>
    public RabbitBroker? Broker => Initialized.Broker;

    private Started Initialized => _started ?? throw new InvalidOperationException("The broker is not initialized yet.");

    /// <summary>The transport URL of the shared broker, which is started if it does not run yet. For use without a fixture.</summary>
    /// <exception cref="InvalidOperationException">There is no broker to be had; the message says what to install.</exception>
    public static async Task<string> GetUrlAsync() => (await ShareAsync()).Url;

    /// <summary>Starts the shared broker if it does not run yet.</summary>
    public async ValueTask InitializeAsync() => _started = await ShareAsync();

    /// <summary>Stops the shared broker. One that is never disposed ends with the process.</summary>
    public async ValueTask DisposeAsync()
    {
        Task<Started>? shared;
        lock (Sync)
        {
            (shared, _shared) = (_shared, null);
        }

        if (shared is { IsCompletedSuccessfully: true } && (await shared).Broker is { } broker)
        {
            await broker.DisposeAsync();
        }
    }

    // A start that failed stays failed: every test says so at once, instead of each waiting for the same failure.
    private static Task<Started> ShareAsync()
    {
        lock (Sync)
        {
            return _shared ??= StartAsync();
        }
    }

    private static async Task<Started> StartAsync()
    {
        if (Environment.GetEnvironmentVariable(UrlVariable) is { Length: > 0 } url)
        {
            return new(url, null);
        }

        var broker = await RabbitBroker.LaunchAsync();
        return new(broker.Url, broker);
    }

    private sealed record Started(string Url, RabbitBroker? Broker);
}
