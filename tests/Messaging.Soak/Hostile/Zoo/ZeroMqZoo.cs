using System.Security.Cryptography;

namespace Messaging.Soak.Hostile.Zoo;

/// <summary>Those that attack a ZeroMQ server: strangers on its port, and clients.</summary>
internal sealed class ZeroMqZoo(int port, int plainPort) : IAsyncDisposable
{
    private const string Where = "ZeroMQ";
    private const int UnfinishedBody = 32 * 1024 * 1024;

    private readonly List<Transport> _transports = [];

    public async Task<IReadOnlyList<Beast>> OpenAsync()
    {
        var impatient = await HostileServer.OpenAsync($"zmq://127.0.0.1:{port}");
        _transports.Add(impatient);
        return
        [
            Make("probes of the port", 20, async token => await (await ConnectAsync(1, token)).DisposeAsync()),
            Make("strangers who speak something else", 20, async token =>
            {
                await using var peer = await ConnectAsync(2, token);
                await peer.SendAsync(RandomNumberGenerator.GetBytes(200), token);
                await peer.ReadToEndAsync(token);
            }),
            Make("handshakes that are never finished", 20, async token =>
            {
                await using var peer = await ConnectAsync(3, token);
                await peer.GreetAsync("NULL", token);
                await peer.ReadToEndAsync(token);
            }, packs: 16),
            Make("connections without HELLO", 20, async token =>
            {
                await using var peer = await ConnectAsync(4, token);
                await peer.ShakeHandsAsync(token);
                await peer.ReadToEndAsync(token);
            }, packs: 16),
            Make("wrong passwords", 20, WrongPasswordAsync, packs: 4),
            Make("clients that never read", 200, DoNotReadAsync, packs: 2),
            Make("bodies that never end", 200, NeverEndAsync, packs: 4),
            Make("frames and bodies of garbage", 10, SendGarbageAsync),
            Make("forged ids and reply addresses", 10, ForgeAsync),
            Make("a thousand calls, all cancelled", 2000, token => CancelFlood.RunAsync(impatient, 1000, token)),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var transport in _transports)
        {
            await transport.DisposeAsync();
        }
    }

    private static Beast Make(string name, int pause, Func<CancellationToken, Task> attackAsync, int packs = 1) => new(
        name, Where, TimeSpan.FromMilliseconds(pause), packs == 1 ? attackAsync : token => Task.WhenAll(Enumerable.Range(0, packs).Select(_ => attackAsync(token))));

    private Task<RawPeer> ConnectAsync(int number, CancellationToken token) => RawPeer.ConnectAsync(port, number, token);

    private async Task WrongPasswordAsync(CancellationToken token)
    {
        await using var peer = await RawPeer.ConnectAsync(plainPort, 5, token);
        await peer.GreetAsync("PLAIN", token);
        await peer.SendAsync(RawPeer.Frame(4, [5, .. "HELLO"u8, 6, .. "honest"u8, 5, .. "wrong"u8]), token);
        await peer.ReadToEndAsync(token);
    }

    private async Task DoNotReadAsync(CancellationToken token)
    {
        await using var peer = await ConnectAsync(6, token);
        var address = Guid.NewGuid().ToString("N");
        await peer.HelloAsync(address, token);
        for (var i = 0; i < 200; i++)
        {
            var id = Guid.NewGuid();
            await peer.CallAsync(id, Bodies.Call(id, "large", """{"bytes": 1000000}""", address, Guid.NewGuid()), token);
        }

        await Task.Delay(TimeSpan.FromSeconds(5), token);
    }

    private async Task NeverEndAsync(CancellationToken token)
    {
        await using var peer = await ConnectAsync(7, token);
        await peer.HelloAsync(Guid.NewGuid().ToString("N"), token);
        byte[] header = [1, 4, .. Guid.NewGuid().ToByteArray(), 0, 0, 255, 255, 255, 255, 9, .. "openstack"u8, 7, .. "hostile"u8, 0, 0, 0, 0];
        await peer.SendAsync(RawPeer.Frame(1, header), token);
        await peer.SendAsync(RawPeer.Frame(0, new byte[UnfinishedBody])[..(UnfinishedBody - 1)], token);
        await Task.Delay(TimeSpan.FromSeconds(3), token);
    }

    private async Task SendGarbageAsync(CancellationToken token)
    {
        await using var peer = await ConnectAsync(8, token);
        await peer.HelloAsync(Guid.NewGuid().ToString("N"), token);
        for (var i = 0; i < 10; i++)
        {
            await peer.CallAsync(Guid.NewGuid(), Bodies.Garbage(), token);
        }

        await peer.SendAsync(RandomNumberGenerator.GetBytes(100), token);
        await peer.ReadToEndAsync(token).WaitAsync(TimeSpan.FromMilliseconds(500), token);
    }

    private async Task ForgeAsync(CancellationToken token)
    {
        await using var peer = await ConnectAsync(9, token);
        await peer.HelloAsync("the-address-of-another", token);
        var unique = Guid.NewGuid();
        for (var i = 0; i < 10; i++)
        {
            var id = Guid.NewGuid();
            var body = Bodies.Call(id, "echo", """{"value": "forged"}""", i % 2 == 0 ? "of-a-third" : "the-address-of-another", unique, isIdempotent: true);
            await peer.CallAsync(id, body, token);
        }
    }
}
