using System.Net;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Messaging.Benchmarks.Subjects.Grpc;

/// <summary>A unary call of gRPC for .NET, on HTTP/2 without TLS, a connection, with the defaults.</summary>
internal sealed class GrpcSubject(int port) : ISubject
{
    private WebApplication? _server;
    private GrpcChannel? _channel;
    private CallInvoker? _invoker;

    public string Name => "grpc";

    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(options => options.MaxReceiveMessageSize = null);
        _server = builder.Build();
        _server.MapGrpcService<GrpcEcho>();
        await _server.StartAsync(cancellationToken);
    }

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}", new GrpcChannelOptions { MaxReceiveMessageSize = null });
        _invoker = _channel.CreateCallInvoker();
        await _channel.ConnectAsync(cancellationToken);
    }

    public async ValueTask<string> CallAsync(string payload)
    {
        using var call = _invoker!.AsyncUnaryCall(GrpcEcho.Method, null, default, new StringValue { Value = payload });
        return (await call).Value;
    }

    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        await (_server?.DisposeAsync() ?? default);
    }
}
