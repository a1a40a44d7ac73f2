// Who calls and does not notify: three packages, and what they bring.
using Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

var builder = Host.CreateApplicationBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddMessaging("memory://calls").AddRabbit()
    .AddServer("calc", server => server.AddEndpoint<Calculator>())
    .AddClient("calc");
using var host = builder.Build();
await host.StartAsync();
Console.WriteLine(await host.Services.GetRequiredService<RpcClient>().CallAsync<int>("add", new { a = 1, b = 2 }));
await host.StopAsync();

internal sealed class Calculator
{
    public int Add(int a, int b) => a + b;
}
