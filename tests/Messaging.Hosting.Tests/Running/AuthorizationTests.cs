using System.Security.Claims;
using Messaging.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.Hosting.Tests.Running;

public sealed class AuthorizationTests(ITestOutputHelper output) : IDisposable
{
    private readonly LogCapture _log = new(output);

    public void Dispose() => _log.VerifyNoErrors();

    [Fact]
    public async Task A_policy_of_the_application_decides()
    {
        using var host = await TestHost.StartAsync(_log, services => Add(services, ByContext));
        var desk = host.Services.GetRequiredKeyedService<RpcClient>("desk");

        Assert.Equal(1, await desk.CallAsync<int>(Role("clerk"), "look"));
        Assert.Equal(2, await desk.CallAsync<int>(Role("chief"), "sign"));
        var error = await Assert.ThrowsAsync<NotAuthorizedException>(() => desk.CallAsync<int>(Role("clerk"), "sign"));
        Assert.Contains("the policy 'chiefs'", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<NotAuthorizedException>(() => desk.CallAsync<int>(null, "look"));
        await host.StopAsync();
    }

    [Fact]
    public async Task Whom_nobody_vouches_for_is_anonymous()
    {
        using var host = await TestHost.StartAsync(_log, services => Add(services, null));
        var desk = host.Services.GetRequiredKeyedService<RpcClient>("desk");

        await Assert.ThrowsAsync<NotAuthorizedException>(() => desk.CallAsync<int>(Role("chief"), "look"));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_policy_that_is_not_there_lets_nobody_in_and_the_log_says_so()
    {
        _log.Expect("MethodFailed");
        using var host = await TestHost.StartAsync(_log, services => Add(services, ByContext));
        var desk = host.Services.GetRequiredKeyedService<RpcClient>("desk");

        await Assert.ThrowsAsync<NotAuthorizedException>(() => desk.CallAsync<int>(Role("chief"), "lost"));

        await _log.WaitForAsync(entry => entry.Exception?.Message.Contains("There is no policy 'unknown'", StringComparison.Ordinal) == true);
        await host.StopAsync();
    }

    [Fact]
    public async Task Without_authorisation_the_host_does_not_start()
    {
        _log.Expect("HostedServiceStartupFaulted");
        using var host = TestHost.Build(_log, services => services
            .AddMessaging(TestHost.NewUrl()).AddServer("desk", server => server.AddEndpoint<Desk>()));

        var error = await Assert.ThrowsAsync<InvalidEndpointException>(() => host.StartAsync());

        Assert.Contains("AddRpcAuthorization()", error.Message, StringComparison.Ordinal);
    }

    private static void Add(IServiceCollection services, Func<RpcInvocation, ClaimsPrincipal>? principal)
    {
        services.AddAuthorizationCore(options => options.AddPolicy("chiefs", policy => policy.RequireRole("chief")));
        services.AddMessaging(TestHost.NewUrl())
            .AddRpcAuthorization(principal)
            .AddServer("desk", server => server.AddEndpoint<Desk>())
            .AddClient("desk");
    }

    private static ClaimsPrincipal ByContext(RpcInvocation call) => call.Context["role"].GetString() is { } role
        ? new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, role)], "context"))
        : new ClaimsPrincipal(new ClaimsIdentity());

    private static RpcContext Role(string role) => new() { ["role"] = role };

    private sealed class Desk
    {
        [RpcAuthorize]
        public int Look() => 1;

        [RpcAuthorize("chiefs")]
        public int Sign() => 2;

        [RpcAuthorize("unknown")]
        public int Lost() => 3;
    }
}
