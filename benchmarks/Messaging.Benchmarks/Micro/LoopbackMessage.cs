using System.Threading.Tasks.Sources;
using Messaging.Drivers;

namespace Messaging.Benchmarks.Micro;

/// <summary>
/// A request that comes from nowhere and whose reply goes nowhere: what is measured is what lies between. Used for one request after
/// the other.
/// </summary>
internal sealed class LoopbackMessage : IncomingMessage, IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> _replied;

    public override EnvelopeFormat ReplyFormat => EnvelopeFormat.Bare;

    /// <summary>
    /// Completes when the server has replied. To be awaited once for each request, taken before the request is handed over.
    /// </summary>
    public ValueTask Replied()
    {
        _replied.Reset();
        return new ValueTask(this, _replied.Version);
    }

    public override void Acknowledge()
    {
    }

    public override void Requeue() => throw new NotSupportedException();

    public override void Reject(string reason) => _replied.SetException(new InvalidOperationException(reason));

    public override Task ReplyAsync(string replyTo, ReadOnlyMemory<byte> body, Deadline deadline, CancellationToken cancellationToken)
    {
        _replied.SetResult(true);
        return Task.CompletedTask;
    }

    public void GetResult(short token) => _replied.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _replied.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _replied.OnCompleted(continuation, state, token, flags);
}
