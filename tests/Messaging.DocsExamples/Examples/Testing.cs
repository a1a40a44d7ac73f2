using Messaging.Hosting;
using Messaging.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.DocsExamples.Examples;

public sealed class Testing
{
    [Fact]
    public async Task Client()
    {
        // <testing-client>
        await using var transport = await Transport.OpenAsync($"memory://{Guid.NewGuid():N}");
        await using var warehouse = new RpcServer(transport, new Target { Topic = "warehouse", Server = "test" }, new EmptyWarehouse());
        await warehouse.StartAsync();

        var orders = new Orders(new RpcClient(transport, new Target { Topic = "warehouse" }));

        Assert.Equal("out of stock", await orders.PlaceAsync("bolt"));
        // </testing-client>
    }

    [Fact]
    public async Task Application()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddMessaging("rabbit://mq1/prod").AddServer("calc", server => server.AddEndpoint<Calculator>()).AddClient("calc");

        // <testing-host>
        // Overrides the application's own URL.
        builder.Services.Configure<MessagingOptions>(options => options.Url = $"memory://{Guid.NewGuid():N}");

        using var host = builder.Build();
        await host.StartAsync();
        var calc = host.Services.GetRequiredKeyedService<RpcClient>("calc");

        Assert.Equal(3, await calc.CallAsync<int>("add", new { a = 1, b = 2 }));
        await host.StopAsync();
        // </testing-host>
    }

    [Fact]
    public async Task Time()
    {
        var time = new ManualTimeProvider();
        var silent = new SilentWarehouse();

        // <testing-time>
        await using var transport = await Transport.OpenAsync(
            $"memory://{Guid.NewGuid():N}", new TransportOptions { TimeProvider = time });       // a FakeTimeProvider, for example
        await using var server = new RpcServer(transport, new Target { Topic = "warehouse", Server = "test" }, silent);
        await server.StartAsync();

        var call = new RpcClient(transport, new Target { Topic = "warehouse" })
            .With(timeout: TimeSpan.FromMinutes(1)).CallAsync<int>("count", new { item = "bolt" });
        await silent.Reached;                                                                   // the call has reached the method
        time.Advance(TimeSpan.FromMinutes(2));

        await Assert.ThrowsAsync<CallTimeoutException>(() => call);
        // </testing-time>
    }

    // <testing-class>
    public sealed class Orders(RpcClient warehouse)
    {
        public async Task<string> PlaceAsync(string item) =>
            await warehouse.CallAsync<int>("count", new { item }) > 0 ? "on its way" : "out of stock";
    }

    public sealed class EmptyWarehouse
    {
        public int Count(string item) => 0;
    }
    // </testing-class>

    public sealed class SilentWarehouse
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        public async Task<int> CountAsync(string item, CancellationToken cancellationToken)
        {
            _reached.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return 0;
        }
    }
}
