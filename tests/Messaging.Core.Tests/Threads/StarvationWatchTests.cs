using Messaging.Core.Tests.Calling;
using Messaging.Drivers;

namespace Messaging.Core.Tests.Threads;

/// <summary>What the watch does to the pool of the process, and says of it.</summary>
[Collection(typeof(Alone))]
public sealed class StarvationWatchTests
{
    [Fact]
    public async Task A_pool_that_methods_starve_gets_threads_and_the_log_names_a_method()
    {
        ThreadPool.GetMinThreads(out var before, out _);
        using var released = new ManualResetEventSlim();
        using var log = new LogCapture(TestContext.Current.TestOutputHelper);
        await using var transport = await Transport.OpenAsync(
            "memory://watch", new TransportOptions { Drivers = new DriverRegistry(), LoggerFactory = log });

        // More than the threads that there are and those that take the place of these.
        var crowd = 64 + (4 * Math.Max(ThreadPool.ThreadCount, before));
        var block = RpcMethod.Create("block", [], _ => new ValueTask<bool>(released.Wait(WaitLimit.Default)));
        await using var server = RpcServer.Create(
            transport, new Target { Topic = "t", Server = "s" }, [new RpcEndpoint([block])],
            new RpcServerOptions { Dispatch = DispatchPolicy.Concurrent(crowd) });
        await server.StartAsync();
        var client = new RpcClient(transport, new Target { Topic = "t" });

        var calls = Enumerable.Range(0, crowd).Select(_ => client.CallAsync<bool>(null, "block")).ToArray();
        var starved = await log.WaitForAsync("PoolStarved");
        ThreadPool.GetMinThreads(out var during, out _);
        released.Set();
        await Task.WhenAll(calls).WaitAsync(WaitLimit.Default);

        Assert.Contains("'block' blocks its thread", starved.ToString(), StringComparison.Ordinal);
        Assert.InRange(during, before + 1, before + crowd);
    }
}
