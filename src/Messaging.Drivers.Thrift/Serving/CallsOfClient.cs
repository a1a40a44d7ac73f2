using System.Collections.Concurrent;
using Messaging.Drivers.Thrift.Messages;

namespace Messaging.Drivers.Thrift.Serving;

/// <summary>The calls that a client waits for: no more than are allowed, and cancelled when it leaves.</summary>
internal sealed class CallsOfClient(int most, CallIntake intake) : IDisposable
{
    private readonly ConcurrentDictionary<IncomingCall, bool> _calls = new(ReferenceEqualityComparer.Instance);
    private readonly SemaphoreSlim _room = new(most, most);
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public Task WaitForRoomAsync(CancellationToken cancellationToken) => _room.WaitAsync(cancellationToken);

    /// <summary>The room is taken by a call.</summary>
    public void Add(IncomingCall call)
    {
        _calls[call] = true;
        Interlocked.Increment(ref _count);
    }

    /// <summary>It came to nothing, or it is done with.</summary>
    public void Remove(IncomingCall call)
    {
        if (_calls.TryRemove(call, out _))
        {
            Interlocked.Decrement(ref _count);
            _room.Release();
        }
    }

    /// <summary>The client is gone. Its oneway calls run all the same.</summary>
    public int CancelAll()
    {
        var count = 0;
        foreach (var (call, _) in _calls)
        {
            if (!call.IsOneway && call.Refusal is null)
            {
                intake.Cancel(call);
                count++;
            }
        }

        return count;
    }

    public void Dispose() => _room.Dispose();
}
