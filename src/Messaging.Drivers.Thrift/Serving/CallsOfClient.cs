using System.Collections.Concurrent;
using Messaging.Drivers.Thrift.Messages;

namespace Messaging.Drivers.Thrift.Serving;

/// <summary>The calls in flight of a client: limited in number, and cancelled when the client leaves.</summary>
internal sealed class CallsOfClient(int most, CallIntake intake) : IDisposable
{
    private readonly ConcurrentDictionary<IncomingCall, bool> _calls = new(ReferenceEqualityComparer.Instance);
    private readonly SemaphoreSlim _room = new(most, most);
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public Task WaitForRoomAsync(CancellationToken cancellationToken) => _room.WaitAsync(cancellationToken);

    /// <summary>Adds a call to the room that was waited for.</summary>
    public void Add(IncomingCall call)
    {
        _calls[call] = true;
        Interlocked.Increment(ref _count);
    }

    /// <summary>Removes a call that has ended or failed, and frees its room.</summary>
    public void Remove(IncomingCall call)
    {
        if (_calls.TryRemove(call, out _))
        {
            Interlocked.Decrement(ref _count);
            _room.Release();
        }
    }

    /// <summary>Cancels the calls of a client that has left, except its oneway calls. Returns how many were cancelled.</summary>
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
