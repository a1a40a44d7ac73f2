using System.Collections.Concurrent;

namespace Messaging.Benchmarks.Subjects.Raw;

/// <summary>The calls of a raw twin, which are used again and again.</summary>
internal sealed class RawCalls
{
    private readonly ConcurrentQueue<RawCall> _idle = new();
    private readonly Lock _growing = new();
    private volatile RawCall[] _calls = [];

    public RawCall Take() => _idle.TryDequeue(out var idle) ? idle : Add();

    public void Return(RawCall call) => _idle.Enqueue(call);

    public RawCall? Find(long id) => (int)(id >> 16) is var slot && (uint)slot < (uint)_calls.Length ? _calls[slot] : null;

    private RawCall Add()
    {
        lock (_growing)
        {
            var call = new RawCall(this, _calls.Length);
            _calls = [.. _calls, call];
            return call;
        }
    }
}
