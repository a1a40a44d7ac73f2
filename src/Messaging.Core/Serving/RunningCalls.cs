using Messaging.Drivers;
using Messaging.Intake;

namespace Messaging.Serving;

/// <summary>The messages that a server has in hand: a cancel finds its call here, also when it comes first.</summary>
internal sealed class RunningCalls(TimeProvider time) : MessagesInHand<ServingCall>
{
    private const int CancelsRemembered = 64;
    private static readonly TimeSpan CancelLife = TimeSpan.FromSeconds(30);

    private readonly Queue<(MessageId Id, long At)> _earlyCancels = new();

    /// <summary>Cancels a call; one that is not here yet will not be run when it comes soon.</summary>
    public void Cancel(MessageId id)
    {
        ServingCall? found = null;
        lock (Lock)
        {
            foreach (var call in Messages)
            {
                if (call.CallId == id)
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
        lock (Lock)
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
        lock (Lock)
        {
            calls = [.. Messages];
        }

        foreach (var call in calls)
        {
            call.Cancel();
        }
    }
}
