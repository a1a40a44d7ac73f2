using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Messaging.AspNetCore.Tests.Support;

/// <summary>A gateway that closes the connection in the middle of its answer, some times, and then answers 3.</summary>
internal sealed class BreakingGateway : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    public BreakingGateway(int breaks)
    {
        _listener.Start();
        _serving = ServeAsync(breaks);
    }

    public string Url => $"http://{_listener.LocalEndpoint}/rpc";

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ServeAsync(int breaks)
    {
        for (var i = 0; i <= breaks; i++)
        {
            using var client = await _listener.AcceptTcpClientAsync();
            var stream = client.GetStream();
            var request = "";
            var bytes = new byte[4096];
            while (!request.Contains("\"b\":2}", StringComparison.Ordinal))
            {
                var read = await stream.ReadAsync(bytes);
                request += Encoding.Latin1.GetString(bytes, 0, read);
            }

            var body = i < breaks ? "" : "3";
            await stream.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1\r\n\r\n{body}"));
        }
    }
}
