using System.Collections.Concurrent;
using Messaging.Drivers.Thrift.Messages;

namespace Messaging.Drivers.Thrift.Serving;

/// <summary>The calls in flight of one client: no more than allowed, and cancelled when it leaves.</summary>
internal sealed class CallsOfClient(int most, CallIntake intake) : IDisposable
{
    private readonly ConcurrentDictionary<IncomingCall, bool> _calls = new(ReferenceEqualityComparer.Instance);
    private readonly SemaphoreSlim _room = new(most, most);
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public Task WaitForRoomAsync(CancellationToken cancellationToken) => _room.WaitAsync(cancellationToken);

    /// <summary>A call takes the room.</summary>
    public void Add(IncomingCall call)
    {
        _calls[call] = true;
        Interlocked.Increment(ref _count);
    }

    /// <summary>The call came to nothing, or is finished.</summary>
    public void Remove(IncomingCall call)
    {
        if (_calls.TryRemove(call, out _))
        {
            Interlocked.Decrement(ref _count);
            _room.Release();
        }
    }

    /// <summary>The client has left. Its oneway calls run all the same.</summary>
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
