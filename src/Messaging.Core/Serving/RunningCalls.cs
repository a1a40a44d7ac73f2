using Messaging.Drivers;

namespace Messaging.Serving;

/// <summary>The messages that a server has in hand, and the ids of those it was last done with: so that what comes twice runs once, and a cancel finds its call.</summary>
internal sealed class RunningCalls(TimeProvider time)
{
    private const int Remembered = 4096;
    private const int CancelsRemembered = 64;
    private static readonly TimeSpan CancelLife = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Dictionary<MessageId, ServingCall?> _calls = [];
    private readonly Queue<MessageId> _done = new();
    private readonly Queue<(MessageId Id, long At)> _earlyCancels = new();
    private TaskCompletionSource? _empty;
    private int _count;

    /// <summary>The number of messages in hand.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    /// <summary>Takes a message in, unless it is here or was: then the copy shares the ending of the first. A call that may be sent again is taken in again.</summary>
    /// <returns>False for a copy, which has its ending.</returns>
    public bool TryAdd(ServingCall call)
    {
        lock (_lock)
        {
            if (!_calls.TryGetValue(call.Key, out var first) || (first is null && call.Request.IsIdempotent))
            {
                _calls[call.Key] = call;
                _count++;
                return true;
            }

            if (first is not null)
            {
                first.AddCopy(call.Message);
                return false;
            }
        }

        call.Message.Acknowledge();
        return false;
    }

    /// <summary>Lets a message go: done with, or given back to be delivered again.</summary>
    public void Remove(ServingCall call, bool isDone)
    {
        lock (_lock)
        {
            if (isDone)
            {
                _calls[call.Key] = null;
                _done.Enqueue(call.Key);
                if (_done.Count > Remembered && _done.Dequeue() is var oldest && _calls.GetValueOrDefault(oldest) is null)
                {
                    _calls.Remove(oldest);
                }
            }
            else
            {
                _calls.Remove(call.Key);
            }
        }
    }

    /// <summary>The last step of a message that was removed: it is in hand no more.</summary>
    public void Release()
    {
        TaskCompletionSource? empty = null;
        lock (_lock)
        {
            if (--_count == 0)
            {
                empty = _empty;
            }
        }

        empty?.TrySetResult();
    }

    /// <summary>Ends when no message is in hand. Called once, after the intake has stopped.</summary>
    public Task WhenEmpty()
    {
        lock (_lock)
        {
            _empty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_count == 0)
            {
                _empty.TrySetResult();
            }

            return _empty.Task;
        }
    }

    /// <summary>Cancels a call; one that is not here yet will not be run when it comes soon.</summary>
    public void Cancel(MessageId id)
    {
        ServingCall? found = null;
        lock (_lock)
        {
            foreach (var call in _calls.Values)
            {
                if (call is not null && call.CallId == id)
                {
                    found = call;
                    break;
                }
            }

            if (found is null)
            {
                _earlyCancels.Enqueue((id, time.GetTimestamp()));
                if (_earlyCancels.Count > CancelsRemembered)
                {
                    _earlyCancels.Dequeue();
                }
            }
        }

        found?.Cancel();
    }

    /// <summary>Whether a cancel overtook the call.</summary>
    public bool WasCancelled(MessageId? id)
    {
        lock (_lock)
        {
            while (_earlyCancels.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At) > CancelLife)
            {
                _earlyCancels.Dequeue();
            }

            if (_earlyCancels.Count == 0 || id is null)
            {
                return false;
            }

            foreach (var cancel in _earlyCancels)
            {
                if (cancel.Id == id)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Cancels every call in hand.</summary>
    public void CancelAll()
    {
        ServingCall[] calls;
        lock (_lock)
        {
            calls = [.. _calls.Values.OfType<ServingCall>()];
        }

        foreach (var call in calls)
        {
            call.Cancel();
        }
    }
}
