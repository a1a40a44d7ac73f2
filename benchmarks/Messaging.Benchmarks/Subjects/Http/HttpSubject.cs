using System.Net;
using System.Net.Http.Json;
using Messaging.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Messaging.Benchmarks.Subjects.Http;

/// <summary>
/// A call by JSON over HTTP/1.1 that goes on, in memory, to a server behind: through the gateway, or through an endpoint that is written by
/// hand.
/// </summary>
internal sealed class HttpSubject(bool isGateway, int port, string topic) : ISubject
{
    private readonly string _url = $"memory://http-{port}";
    private Transport? _transport;
    private RpcServer? _server;
    private WebApplication? _app;
    private HttpClient? _http;

    public string Name => isGateway ? "gateway" : "endpoint";

    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        _transport = await Transport.OpenAsync(_url, cancellationToken);
        _server = new RpcServer(_transport, new Target { Topic = topic, Server = "one" }, new EchoEndpoint());
        await _server.StartAsync(cancellationToken);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        _app = builder.Build();
        if (isGateway)
        {
            _app.MapRpc("/rpc", options =>
            {
                options.Transport = _transport;
                options.MaxBodySize = 16 * 1024 * 1024;
                options.Topic(topic, listed => listed.Methods("echo"));
            });
        }
        else
        {
            var client = new RpcClient(_transport, new Target { Topic = topic });
            _app.MapPost($"/rpc/{topic}/echo", async (EchoBody body, HttpContext http) =>
                Results.Json(await client.CallAsync<string>("echo", new { payload = body.Payload }, http.RequestAborted)));
        }

        await _app.StartAsync(cancellationToken);
    }

    public Task ConnectAsync(CancellationToken cancellationToken)
    {
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/rpc/{topic}/echo") };
        return Task.CompletedTask;
    }

    public async ValueTask<string> CallAsync(string payload)
    {
        using var response = await _http!.PostAsJsonAsync((Uri?)null, new EchoBody(payload));
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<string>())!;
    }

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        await (_app?.DisposeAsync() ?? default);
        await (_server?.DisposeAsync() ?? default);
        await (_transport?.DisposeAsync() ?? default);
    }
}
