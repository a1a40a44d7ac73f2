using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.DocsExamples.Examples;

public sealed class Authorizing
{
    [Fact]
    public async Task WithAHost()
    {
        var url = Place.NewUrl();
        var builder = Host.CreateEmptyApplicationBuilder(null);

        // <authorize-host>
        builder.Services.AddAuthorizationCore(options =>
            options.AddPolicy("payday", policy => policy.RequireUserName("bookkeeping")));
        builder.Services.AddMessaging(url)
            .AddRpcAuthorization()                          // the caller is the user that the broker vouches for
            .AddServer<IPayroll, Payroll>()
            .AddClient<IPayroll>();
        // </authorize-host>

        using var host = builder.Build();
        await host.StartAsync();
        await Assert.ThrowsAsync<NotAuthorizedException>(() => host.Services.GetRequiredService<IPayroll>().CountAsync());
        await host.StopAsync();
    }

    [Fact]
    public async Task WithATokenOfTheContext()
    {
        var url = Place.NewUrl();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddAuthorizationCore(options => options.AddPolicy("payday", policy => policy.RequireUserName("bookkeeping")));
        var messaging = builder.Services.AddMessaging(url).AddServer<IPayroll, Payroll>().AddClient<IPayroll>();

        // <authorize-token>
        messaging.AddRpcAuthorization(call => Check(call.Context["token"].GetString()));    // an exception refuses the call
        // </authorize-token>

        using var host = builder.Build();
        await host.StartAsync();
        var payroll = host.Services.GetRequiredService<IPayroll>();
        await payroll.With(context: new RpcContext { ["token"] = "good" }).PayAsync(1);
        await Assert.ThrowsAsync<NotAuthorizedException>(() => payroll.With(context: new RpcContext { ["token"] = "bad" }).PayAsync(1));
        await host.StopAsync();
    }

    private static ClaimsPrincipal Check(string? token) => token == "good"
        ? new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "bookkeeping")], "token"))
        : new ClaimsPrincipal(new ClaimsIdentity());
}
