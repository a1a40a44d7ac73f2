using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using Messaging.Benchmarks.Subjects.Raw;
using Messaging.Drivers;
using Messaging.Drivers.Rabbit.Sending.Channels;
using Messaging.TestKit;
using RabbitMQ.Client;

namespace Messaging.Benchmarks.Micro;

/// <summary>What a message borrows on its way: the buffer of its body, and a channel of its connection, which is a real one.</summary>
[MemoryDiagnoser]
[SuppressMessage("Design", "CA1001", Justification = "The clean-up disposes them.")]
public class PoolBenchmarks
{
    private RabbitNode _node = null!;
    private IConnection _connection = null!;
    private ChannelPool _channels = null!;

    // Waits: the toolchain that runs in this process does not.
    [GlobalSetup]
    public void SetUp() => SetUpAsync().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void CleanUp() => CleanUpAsync().GetAwaiter().GetResult();

    [Benchmark]
    public int RentAndReturnBuffer()
    {
        using var buffer = MessageBuffer.Rent();
        return buffer.Length;
    }

    [Benchmark]
    public bool RentAndReturnChannel()
    {
        var rented = _channels.TryRent(out var channel);
        _channels.Return(channel!);
        return rented;
    }

    private async Task SetUpAsync()
    {
        _node = await RabbitNode.StartAsync();
        _connection = await RawFactory.Create(_node.Url).CreateConnectionAsync();
        _channels = new ChannelPool(
            async () => new PublishChannel(await _connection.CreateChannelAsync(), static () => { }, TimeProvider.System),
            most: 16,
            new BackgroundWork(static _ => { }));
        _channels.Return((await _channels.RentAsync(new Deadline(TimeProvider.System, TimeSpan.FromSeconds(30)), CancellationToken.None))!);
    }

    private async Task CleanUpAsync()
    {
        _channels.Close();
        await _connection.DisposeAsync();
        await _node.DisposeAsync();
    }
}
