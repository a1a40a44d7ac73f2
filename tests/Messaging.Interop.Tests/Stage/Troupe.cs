using Messaging.Interop.Tests.Stage;

[assembly: AssemblyFixture(typeof(Troupe))]

namespace Messaging.Interop.Tests.Stage;

/// <summary>
/// The broker and the peer processes that all tests share: for each language one that calls and one that serves. In each of those that serve,
/// a server is up under <see cref="TopicOf"/>; a test that wants another starts it there under a topic of its own.
/// </summary>
public sealed class Troupe : IAsyncLifetime
{
    private readonly Dictionary<Side, PeerDriver> _clients = [];
    private readonly Dictionary<Side, PeerDriver> _servers = [];

    public RabbitBroker Node { get; private set; } = null!;

    public string Url => Node.Url;

    public static string TopicOf(Side side) => $"shared-{side}";

    public static string ServerOf(Side side) => $"server-{side}";

    public PeerDriver Client(Side side) => _clients[side];

    public PeerDriver Server(Side side) => _servers[side];

    public async ValueTask InitializeAsync()
    {
        // Some tests send more than the 16 MiB that RabbitMQ 4 takes without this.
        Node = await RabbitBroker.LaunchAsync("max_message_size = 134217728");
        var started = await Task.WhenAll(
            PeerDriver.StartAsync(Side.Python, Url), PeerDriver.StartAsync(Side.Python, Url),
            PeerDriver.StartAsync(Side.Dotnet, Url), PeerDriver.StartAsync(Side.Dotnet, Url));
        (_clients[Side.Python], _servers[Side.Python], _clients[Side.Dotnet], _servers[Side.Dotnet]) =
            (started[0], started[1], started[2], started[3]);
        await Task.WhenAll(_servers.Select(pair =>
            pair.Value.ServeAsync(new() { Topic = TopicOf(pair.Key), Server = ServerOf(pair.Key), AllowExmod = ["oslo_server"] })));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var driver in _clients.Values.Concat(_servers.Values))
        {
            await driver.DisposeAsync();
        }

        await Node.DisposeAsync();
    }
}
