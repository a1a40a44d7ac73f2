using System.Diagnostics;

namespace Messaging.Soak.Hostile;

/// <summary>Clients that behave, on one transport, and how their calls went.</summary>
internal sealed class GoodClients(string name, string url) : IAsyncDisposable
{
    private const int Callers = 4;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Think = TimeSpan.FromMilliseconds(40);

    private readonly List<double> _milliseconds = [];
    private readonly Lock _lock = new();
    private Transport? _transport;
    private RpcClient? _client;

    public string Name { get; } = name;

    public int Failed { get; private set; }

    /// <summary>The first failure, in words.</summary>
    public string? FirstFailure { get; private set; }

    public int Made
    {
        get
        {
            lock (_lock)
            {
                return _milliseconds.Count + Failed;
            }
        }
    }

    public async Task OpenAsync()
    {
        _transport = await HostileServer.OpenAsync(url);
        _client = new RpcClient(_transport, new Target { Topic = HostileServer.Topic }).With(timeout: Limit);
        await _client.CallAsync<string>(null, "echo", new { value = "first" });
    }

    /// <summary>Asks the server for a number.</summary>
    public Task<long> AskAsync(string method) => _client!.With(timeout: TimeSpan.FromMinutes(1)).CallAsync<long>(null, method);

    /// <summary>Calls until the token fires.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, Callers).Select(number => CallAsync(number, cancellationToken)));

    /// <summary>The time within which this share of the calls ended.</summary>
    public double Within(double share)
    {
        lock (_lock)
        {
            _milliseconds.Sort();
            return _milliseconds.Count == 0 ? 0 : _milliseconds[Math.Min(_milliseconds.Count - 1, (int)(share * _milliseconds.Count))];
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_transport is not null)
        {
            await _transport.DisposeAsync();
        }
    }

    private async Task CallAsync(int number, CancellationToken cancellationToken)
    {
        for (var i = 0; !cancellationToken.IsCancellationRequested; i++)
        {
            // Now and then one that is large, both ways.
            var value = i % 50 == number ? new string('y', 300_000) : $"{number}:{i}";
            var watch = Stopwatch.StartNew();
            var error = await TryAsync(value);
            lock (_lock)
            {
                if (error is null)
                {
                    _milliseconds.Add(watch.Elapsed.TotalMilliseconds);
                }
                else
                {
                    Failed++;
                    FirstFailure ??= $"after {watch.Elapsed.TotalSeconds:F1} s: {error}";
                }
            }

            await Task.Delay(Think, CancellationToken.None);
        }
    }

    private async Task<string?> TryAsync(string value)
    {
        try
        {
            return await _client!.CallAsync<string>(null, "echo", new { value }) == value ? null : "a wrong answer";
        }
        catch (MessagingException e)
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
    }
}
