// What a new user writes first: a host, an endpoint, a call; over each of the URLs that are given.
using Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

foreach (var url in args)
{
    var builder = Host.CreateApplicationBuilder();
    builder.Logging.SetMinimumLevel(LogLevel.Warning);
    builder.Services.AddMessaging(url).AddRabbit().AddZeroMq()
        .AddServer("calc", server => server.AddEndpoint<Calculator>())
        .AddClient("calc");
    using var host = builder.Build();
    await host.StartAsync();

    var client = host.Services.GetRequiredService<RpcClient>();
    Console.WriteLine($"{new Uri(url).Scheme} {await client.CallAsync<int>(null, "add", new { a = 1, b = 2 })}");
    await host.StopAsync();
}

internal sealed class Calculator
{
    public int Add(int a, int b) => a + b;
}
