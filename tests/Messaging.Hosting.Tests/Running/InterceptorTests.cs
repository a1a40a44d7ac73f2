using Messaging.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.Hosting.Tests.Running;

public sealed class InterceptorTests(ITestOutputHelper output) : IDisposable
{
    private readonly LogCapture _log = new(output);

    public void Dispose() => _log.VerifyNoErrors();

    [Fact]
    public async Task They_are_services_and_stand_around_every_client_and_server()
    {
        using var host = await TestHost.StartAsync(_log, services => services
            .AddSingleton<Journal<string>>()
            .AddMessaging(TestHost.NewUrl())
            .AddClientInterceptor<ClientNotes>()
            .AddServerInterceptor<ServerNotes>()
            .AddServer("calc", server => server.AddEndpoint<ICalculator, TypedCalculator>().AddInterceptor<InnerNotes>())
            .AddClient("calc")
            .AddClient<ICalculator>());
        var journal = host.Services.GetRequiredService<Journal<string>>();

        await host.Services.GetRequiredService<ICalculator>().AddAsync(1, 2);
        Assert.Equal(["client add", "server add", "inner add"], journal.Entries);
        await host.Services.GetRequiredKeyedService<RpcClient>("calc").CallAsync(null, "add", new { a = 1, b = 2 });
        Assert.Equal(6, journal.Entries.Count);
        await host.StopAsync();
    }

    [Fact]
    public async Task One_of_a_server_does_not_stand_around_another()
    {
        using var host = await TestHost.StartAsync(_log, services => services
            .AddSingleton<Journal<string>>()
            .AddMessaging(TestHost.NewUrl())
            .AddServer("watched", server => server.AddEndpoint<ICalculator, TypedCalculator>().AddInterceptor<InnerNotes>())
            .AddServer("calc", server => server.AddEndpoint<ICalculator, TypedCalculator>())
            .AddClient<ICalculator>());

        await host.Services.GetRequiredService<ICalculator>().AddAsync(1, 2);

        Assert.Empty(host.Services.GetRequiredService<Journal<string>>().Entries);
        await host.StopAsync();
    }

    private sealed class ClientNotes(Journal<string> journal) : IRpcClientInterceptor
    {
        public ValueTask InvokeAsync(RpcCall call, RpcClientNext next)
        {
            journal.Add($"client {call.Method}");
            return next(call);
        }
    }

    private sealed class ServerNotes(Journal<string> journal) : IRpcServerInterceptor
    {
        public ValueTask InvokeAsync(RpcInvocation call, RpcServerNext next)
        {
            journal.Add($"server {call.Method}");
            return next(call);
        }
    }

    private sealed class InnerNotes(Journal<string> journal) : IRpcServerInterceptor
    {
        public ValueTask InvokeAsync(RpcInvocation call, RpcServerNext next)
        {
            journal.Add($"inner {call.Method}");
            return next(call);
        }
    }
}
