namespace Messaging.DocsExamples.Examples;

/// <summary>A private broker for one example, with a server of one endpoint and a client.</summary>
internal sealed class Place : IAsyncDisposable
{
    private static int _last;
    private readonly RpcServer _server;

    private Place(Transport transport, RpcServer server, RpcClient client)
    {
        Transport = transport;
        _server = server;
        Client = client;
    }

    public Transport Transport { get; }

    public RpcClient Client { get; }

    public static string NewUrl() => $"memory://examples-{Interlocked.Increment(ref _last)}";

    public static Task<Place> OpenAsync(object endpoint, RpcServerOptions? options = null) => OpenAsync(endpoint, new TransportOptions(), options);

    public static async Task<Place> OpenAsync(object endpoint, TransportOptions transportOptions, RpcServerOptions? options = null)
    {
        var transport = await Transport.OpenAsync(NewUrl(), transportOptions);
        var server = new RpcServer(transport, new Target { Topic = "inventory", Server = "store-1" }, options ?? new RpcServerOptions(), endpoint);
        await server.StartAsync();
        return new Place(transport, server, new RpcClient(transport, new Target { Topic = "inventory", Version = "1.0" }));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await Transport.DisposeAsync();
    }
}
