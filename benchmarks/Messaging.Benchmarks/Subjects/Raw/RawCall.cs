using System.Text.Json;
using System.Threading.Tasks.Sources;

namespace Messaging.Benchmarks.Subjects.Raw;

/// <summary>
/// One call of the raw twin that waits for its reply, used again and again. Its id is its slot and a generation, so that a late
/// reply finds nobody. It keeps the buffer into which its request is written.
/// </summary>
internal sealed class RawCall(RawCalls owner, int slot) : IValueTaskSource<string>
{
    private readonly RawBuffer _buffer = new();
    private ManualResetValueTaskSourceCore<string> _source = new() { RunContinuationsAsynchronously = true };

    public long Id => ((long)slot << 16) | (ushort)_source.Version;

    public ValueTask<string> Task => new(this, _source.Version);

    public ReadOnlyMemory<byte> Encode(string payload, JsonEncodedText replyQueue)
    {
        RawMessage.WriteRequest(_buffer.Start(), Id, payload, replyQueue);
        return _buffer.Written;
    }

    public void Complete(long id, string result)
    {
        if (id == Id)
        {
            _source.SetResult(result);
        }
    }

    public void Fail(long id, Exception error)
    {
        if (id == Id)
        {
            _source.SetException(error);
        }
    }

    public string GetResult(short token)
    {
        try
        {
            return _source.GetResult(token);
        }
        finally
        {
            _source.Reset();
            owner.Return(this);
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
