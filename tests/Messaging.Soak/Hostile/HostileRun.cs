using System.Diagnostics;
using System.Globalization;
using Messaging.Soak.Hostile.Zoo;
using Messaging.Soak.Serving;

namespace Messaging.Soak.Hostile;

/// <summary>Good clients beside a zoo of bad ones: every good call within its time, and the memory of the server bounded, and given back.</summary>
internal sealed class HostileRun(TimeSpan length, TextWriter output, CancellationToken stop)
{
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(10);

    /// <returns>Whether every promise was kept.</returns>
    public async Task<bool> RunAsync()
    {
        await using var node = await RabbitNode.StartAsync();
        var (port, plainPort) = (FreePorts.Next(), FreePorts.Next());
        var program = Path.Combine(AppContext.BaseDirectory, $"{typeof(HostileRun).Assembly.GetName().Name}.dll");
        string[] arguments =
        [
            program, HostileServer.Name, node.Url, port.ToString(CultureInfo.InvariantCulture), plainPort.ToString(CultureInfo.InvariantCulture),
        ];
        var start = new ProcessStartInfo("dotnet", arguments);
        start.Environment["DOTNET_GCHeapHardLimit"] = ServerMemory.HeapLimit;
        await using var server = ChildProcess.Start(start);
        await server.Output.WaitForAsync(line => line == ServeCommand.Ready, "the server process to start", WaitLimit.Start);
        await using var zmqZoo = new ZeroMqZoo(port, plainPort);
        await using var rabbitZoo = new RabbitZoo(node.Port);
        List<GoodClients> good =
        [
            new("RabbitMQ", node.Url), new("ZeroMQ", $"zmq://127.0.0.1:{port}"),
            new("ZeroMQ with a login", $"zmq://{HostileServer.User}:{HostileServer.Password}@127.0.0.1:{plainPort}"),
        ];
        try
        {
            await Task.WhenAll(good.Select(clients => clients.OpenAsync()));
            return await RunAsync(good, [.. await zmqZoo.OpenAsync(), .. await rabbitZoo.OpenAsync()]);
        }
        finally
        {
            foreach (var clients in good)
            {
                await clients.DisposeAsync();
            }
        }
    }

    private async Task<bool> RunAsync(IReadOnlyList<GoodClients> good, IReadOnlyList<Beast> zoo)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var left = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var calling = Task.WhenAll(good.Select(clients => clients.RunAsync(over.Token)));
        await Task.Delay(Calm, stop);
        var memory = new ServerMemory(good[0]);
        await memory.BeginAsync();
        var attacking = Task.WhenAll(zoo.Select(beast => beast.RunAsync(left.Token)));
        await memory.WatchAsync(length, stop);
        await left.CancelAsync();
        await attacking;

        await memory.EndAsync(stop);
        await over.CancelAsync();
        await calling;
        new HostileTable(output).Write(length, good, zoo, memory);
        return memory.IsFlat && good.All(clients => clients.Failed == 0);
    }
}
