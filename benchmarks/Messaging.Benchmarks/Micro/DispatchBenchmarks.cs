using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using BenchmarkDotNet.Attributes;
using Messaging.Benchmarks.Subjects;
using Messaging.Drivers;

namespace Messaging.Benchmarks.Micro;

/// <summary>
/// A server's whole work on one call, from the bytes of the request to those of the reply, with its one hop to the pool and without a
/// driver.
/// </summary>
[MemoryDiagnoser]
[SuppressMessage("Design", "CA1001", Justification = "The clean-up disposes them.")]
public class DispatchBenchmarks
{
    private const string UniqueId = "\"_unique_id\":\"";

    private readonly LoopbackDriver _driver = new();
    private readonly LoopbackMessage _message = new();
    private readonly byte[] _request = SampleCall.Encode(EnvelopeFormat.Bare);
    private RpcServer _server = null!;
    private int _unique;
    private ulong _count;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _unique = Encoding.UTF8.GetString(_request).IndexOf(UniqueId, StringComparison.Ordinal) + UniqueId.Length;
        _server = new RpcServer(_driver.Open(), new Target { Topic = "calc", Server = "one" }, new EchoEndpoint());
        await _server.StartAsync();
    }

    [GlobalCleanup]
    public async Task CleanUpAsync() => await _server.DisposeAsync();

    [Benchmark]
    public async Task Dispatch()
    {
        // A request that came before would be dropped as a duplicate.
        Utf8Formatter.TryFormat(++_count, _request.AsSpan(_unique), out _, new StandardFormat('x', 16));
        var replied = _message.Replied();
        _driver.Receiver!.OnMessage(_message, _request);
        await replied;
    }
}
