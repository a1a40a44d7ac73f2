using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Messaging.AspNetCore.Tests.Support;

/// <summary>A gateway on a port of its own, in Kestrel, and a client of it.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewayHost(WebApplication app, Journal<int> statuses)
    {
        _app = app;
        Statuses = statuses;
        Http = new HttpClient { BaseAddress = Address };
    }

    public HttpClient Http { get; }

    /// <summary>What requests were answered with, as the gateway's own log would have it: a client that is gone sees none.</summary>
    public Journal<int> Statuses { get; }

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<GatewayHost> StartAsync(
        Transport transport, Action<RpcGatewayOptions> configure, Action<IServiceCollection>? services = null,
        Action<RouteGroupBuilder>? conventions = null, HttpProtocols protocols = HttpProtocols.Http1, int port = 0, LogCapture? log = null, TimeSpan? drain = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (log is not null)
        {
            builder.Services.AddSingleton<ILoggerFactory>(log);
        }

        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, port, listen => listen.Protocols = protocols));
        builder.Services.AddSingleton(transport);
        services?.Invoke(builder.Services);
        if (drain is { } time)
        {
            builder.Services.AddRpcGatewayDrain(time);
        }

        var app = builder.Build();
        var statuses = new Journal<int>();
        app.Use(async (http, next) =>
        {
            await next(http);
            statuses.Add(http.Response.StatusCode);
        });
        if (services is not null)
        {
            app.UseAuthentication();
            app.UseAuthorization();
        }

        var group = app.MapRpc("/rpc", configure);
        conventions?.Invoke(group);
        await app.StartAsync();
        return new GatewayHost(app, statuses);
    }

    /// <summary>Stops as a process does that is told to: what it has begun is answered.</summary>
    public Task StopAsync() => _app.StopAsync();

    public Task<HttpResponseMessage> PostAsync(string path, string json, params (string Name, string Value)[] headers) =>
        PostAsync(path, json, "application/json", CancellationToken.None, headers);

    public async Task<HttpResponseMessage> PostAsync(
        string path, string body, string? type, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Http.SendAsync(request, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
