using Messaging.TestKit;

namespace Messaging.Benchmarks;

/// <summary>The RabbitMQ that is measured with: the one that was named, else a private one, started here and stopped at the end.</summary>
internal sealed class BenchmarkBroker : IAsyncDisposable
{
    private readonly RabbitNode? _node;

    private BenchmarkBroker(string url, int? processId, RabbitNode? node)
    {
        Url = url;
        ProcessId = processId;
        _node = node;
    }

    public string Url { get; }

    /// <summary>Its process on this machine, if that is known.</summary>
    public int? ProcessId { get; }

    /// <summary>Null if there is none to be had here, which is said.</summary>
    public static async Task<BenchmarkBroker?> TryStartAsync(Arguments arguments, Action<string> say)
    {
        if ((arguments.Url ?? Environment.GetEnvironmentVariable("MESSAGING_TEST_RABBIT_URL")) is { Length: > 0 } url)
        {
            return new BenchmarkBroker(url, arguments.BrokerProcess, null);
        }

        if (!RabbitNode.IsInstalled)
        {
            say("There is no broker: rabbitmq-server is not installed (apt-get install rabbitmq-server), and no --url names another.");
            return null;
        }

        say("starting a broker");
        var node = await RabbitNode.StartAsync();
        return new BenchmarkBroker(node.Url, node.ProcessId, node);
    }

    public async ValueTask DisposeAsync() => await (_node?.DisposeAsync() ?? default);
}
