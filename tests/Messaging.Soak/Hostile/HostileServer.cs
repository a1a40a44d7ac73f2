using System.Diagnostics;
using Messaging.Drivers;
using Messaging.Drivers.Rabbit;
using Messaging.Drivers.ZeroMq;
using Messaging.Soak.Serving;
using Microsoft.Extensions.Logging.Abstractions;

namespace Messaging.Soak.Hostile;

/// <summary>The program in the role of the server that is attacked: <c>serve-hostile RABBIT-URL ZMQ-PORT PLAIN-PORT</c>.</summary>
internal static class HostileServer
{
    public const string Name = "serve-hostile";
    public const string Topic = "hostile";
    public const string User = "honest";
    public const string Password = "secret";
    public const int MaxMessageSize = 64 * 1024 * 1024;
    private const int Budget = 128 * 1024 * 1024;
    private const int Concurrency = 64;

    public static async Task<int> RunAsync(string rabbit, int port, int plainPort)
    {
        string[] urls =
        [
            $"{rabbit}?memory_budget={Budget}&kombu_missing_consumer_retry_timeout=10", $"zmq://127.0.0.1:{port}?memory_budget={Budget}",
            $"zmq://{User}:{Password}@127.0.0.1:{plainPort}?memory_budget={Budget}",
        ];
        var transports = await Task.WhenAll(urls.Select(url => OpenAsync(url, MaxMessageSize)));
        List<RpcServer> servers = [.. transports.Select(transport => new RpcServer(
            transport, new Target { Topic = Topic, Server = "s" }, new RpcServerOptions { Dispatch = DispatchPolicy.Concurrent(Concurrency) }, new Prey()))];
        foreach (var server in servers)
        {
            await server.StartAsync();
        }

        Console.WriteLine(ServeCommand.Ready);
        await Task.Delay(Timeout.InfiniteTimeSpan);
        return 0;
    }

    public static Task<Transport> OpenAsync(string url, int maxMessageSize = MaxMessageSize)
    {
        var registry = new DriverRegistry();
        RabbitDriver.Register(registry);
        ZeroMqDriver.Register(registry);
        return Transport.OpenAsync(url, new TransportOptions
        {
            Drivers = registry,
            LoggerFactory = NullLoggerFactory.Instance,
            MaxMessageSize = maxMessageSize,
            ConnectTimeout = TimeSpan.FromMinutes(1),
        });
    }

    /// <summary>What is called.</summary>
    private sealed class Prey
    {
        public string Echo(string value) => value;

        public string Large(int bytes) => new('x', Math.Clamp(bytes, 0, 1024 * 1024));

        public async Task Slow(CancellationToken cancellationToken) => await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);

        public void Swallow(string text) => _ = text;

        public long Memory()
        {
            using var self = Process.GetCurrentProcess();
            return self.WorkingSet64;
        }

        public long Heap()
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            return GC.GetTotalMemory(forceFullCollection: true);
        }
    }
}
