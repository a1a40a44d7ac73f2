using System.Diagnostics.CodeAnalysis;
using System.Text;
using BenchmarkDotNet.Attributes;
using Messaging.Drivers;

namespace Messaging.Benchmarks.Micro;

/// <summary>
/// The wait for a reply without anything to wait for: register, complete, take, forget, beside so many others that wait on.
/// </summary>
[MemoryDiagnoser]
[SuppressMessage("Design", "CA1001", Justification = "The clean-up disposes them.")]
public class ReplyWaiterBenchmarks
{
    private const string Body = """{"result":1,"failure":null,"ending":true,"_msg_id":"00000000000000000000000000000000"}""";

    private readonly byte[] _body = Encoding.ASCII.GetBytes(Body);
    private readonly int _id = Body.IndexOf("0000", StringComparison.Ordinal);
    private OutgoingMessage _message = null!;
    private ReplyWaiters _waiters = null!;

    [Params(0, 10_000)]
    public int Pending { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _message = SampleCall.Create();
        _waiters = new ReplyWaiters(TimeProvider.System);
        for (var i = 0; i < Pending; i++)
        {
            _waiters.Register(_message, CancellationToken.None);
        }
    }

    [GlobalCleanup]
    public void CleanUp() => _waiters.Dispose();

    [Benchmark]
    public void RegisterAndForget()
    {
        using var waiter = _waiters.Register(_message, CancellationToken.None);
    }

    [Benchmark]
    public async Task<bool> RegisterCompleteAndTake()
    {
        using var waiter = _waiters.Register(_message, CancellationToken.None);
        waiter.Id.WriteTo(_body.AsSpan(_id));
        _waiters.Complete(Reply.Read(_body));
        using var reply = await waiter.Task;
        return reply.IsEnding;
    }
}
