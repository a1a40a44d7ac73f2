using System.Net;
using System.Net.Sockets;
using Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Quickstart;

/// <summary>HTTP before the servers of this process: the methods that are listed can be called by whoever speaks it. One with TLS and users
/// is in samples/Gateway.</summary>
internal static class Gateway
{
    public static bool IsFor(string url) => TransportUrl.TryParse(url, out var parsed) && parsed.Scheme is "http" or "https" or "h2c";

    public static async Task<WebApplication> StartAsync(
        TransportUrl url, Transport transport, string topic, string? exchange, ILoggerFactory log)
    {
        if (url is not { Scheme: "http" or "h2c", Hosts: [{ User: null } host], Query.Count: 0 })
        {
            throw new UsageException("serve takes http://address:port or h2c://address:port. samples/Gateway serves with TLS and users.");
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton(log).AddSingleton<IHostLifetime, NoSignals>();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            AddressOf(host.Host),
            host.Port ?? 80,
            listen => listen.Protocols = url.Scheme == "h2c" ? HttpProtocols.Http2 : HttpProtocols.Http1));
        var app = builder.Build();
        try
        {
            app.MapRpc($"/{url.VirtualHost ?? "rpc"}", rpc =>
            {
                rpc.Transport = transport;
                rpc.Topic(topic)
                    .Methods("add", "divide", "echo", "whoami", "context", "sleep", "fail", "record", "refresh")
                    .Exchange = exchange;
            });
            await app.StartAsync();
            return app;
        }
        catch (Exception e) when (e is ArgumentException or IOException or SocketException)
        {
            await app.DisposeAsync();
            throw new UsageException($"Nothing can be served at {url}. {e.Message}");
        }
    }

    private static IPAddress AddressOf(string host) => host switch
    {
        "localhost" => IPAddress.Loopback,
        "*" => IPAddress.Any,
        _ when IPAddress.TryParse(host, out var address) => address,
        _ => throw new UsageException($"'{host}' is not an address of this machine. Write one, such as 127.0.0.1, or * for all of them."),
    };
}
