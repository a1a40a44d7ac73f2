using Messaging.Drivers;

namespace Messaging.Core.Tests.Calling;

/// <summary>What a call costs in memory, which hardly depends on the machine. docs/performance.md states the bounds.</summary>
[Collection(typeof(Alone))]
public sealed class AllocationTests : IAsyncLifetime
{
    private const long MostBytes = 1_250;

    // 944 when the pools of the runtime give back what they were given; on a machine that is busy elsewhere they miss now and then.
    private const long MostTypedBytes = 1_100;

    private readonly string _text = new('x', 100);
    private Transport _transport = null!;
    private RpcServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _transport = await Transport.OpenAsync("memory://allocations", new TransportOptions { Drivers = new DriverRegistry() });
        _server = new RpcServer(_transport, new Target { Topic = "t", Server = "s" }, RpcEndpoint.For<IEcho>(new Mirror()));
        await _server.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _transport.DisposeAsync();
    }

    [Fact]
    public async Task A_call_in_memory_allocates_no_more_than_is_stated() => Assert.InRange(await CountAsync(new RpcClientOptions()), 1, MostBytes);

    [Fact]
    public async Task A_typed_call_in_memory_allocates_no_more_than_is_stated()
    {
        var client = new RpcClient(_transport, new Target { Topic = "t" }).As<IEcho>();

        var bytes = await AllocationMeter.CountAsync(() => client.EchoAsync(_text));

        TestContext.Current.TestOutputHelper?.WriteLine($"{bytes} bytes a typed call");
        Assert.InRange(bytes, 1, MostTypedBytes);
    }

    /// <summary>What it would cost if the library's own tracing and metrics were interceptors (decision 0037).</summary>
    [Fact]
    public async Task An_interceptor_costs_only_those_who_have_one()
    {
        var without = await CountAsync(new RpcClientOptions());
        var with = await CountAsync(new RpcClientOptions { Interceptors = { new Passing(), new Passing() } });

        Assert.InRange(with - without, 1, 700);
        Assert.InRange(without, 1, MostBytes);
    }

    private async Task<long> CountAsync(RpcClientOptions options)
    {
        var client = new RpcClient(_transport, new Target { Topic = "t" }, options);
        var bytes = await AllocationMeter.CountAsync(() => client.CallAsync<string>(null, "echo", new { value = _text }));

        TestContext.Current.TestOutputHelper?.WriteLine($"{bytes} bytes a call");
        return bytes;
    }

    private sealed class Passing : IRpcClientInterceptor
    {
        public async ValueTask InvokeAsync(RpcCall call, RpcClientNext next) => await next(call);
    }

    public sealed class Mirror : IEcho
    {
        public ValueTask<string> EchoAsync(string value) => new(value);
    }
}
