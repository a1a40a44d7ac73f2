using Messaging.Drivers;
using Messaging.Intake;

namespace Messaging.Serving;

/// <summary>The messages that a server has in flight: a cancel finds its call here, even when it arrives first.</summary>
internal sealed class RunningCalls(TimeProvider time) : MessagesInHand<ServingCall>
{
    private readonly Dictionary<MessageId, ServingCall> _byCall = [];
    private readonly CancelledCalls _early = new(time);

    /// <summary>Cancels a call if the cancel comes from its caller; a call that is not here yet will not be run when it arrives.</summary>
    /// <returns>Whether it is here.</returns>
    public bool Cancel(CallCancel cancel)
    {
        ServingCall? found;
        lock (Lock)
        {
            found = _byCall.GetValueOrDefault(cancel.Call);
            if (found is not null && cancel.ReplyTo is not null && cancel.ReplyTo != found.Request.ReplyTo)
            {
                found = null;
            }

            if (found is null)
            {
                // Under the lock, so that a call that arrives now is either found or finds this.
                _early.Add(cancel);
            }
        }

        found?.Cancel();
        return found is not null;
    }

    /// <summary>Whether a cancel overtook the call. Asked once for each.</summary>
    public bool WasCancelled(ServingCall call) => _early.Take(call.CallId, call.Request.ReplyTo);

    /// <summary>Cuts short every call in flight, because the server stops.</summary>
    public void CutAll()
    {
        ServingCall[] calls;
        lock (Lock)
        {
            calls = [.. Messages];
        }

        foreach (var call in calls)
        {
            call.Cancel(isCut: true);
        }
    }

    protected override void OnTaken(ServingCall message)
    {
        if (message.CallId is { } id)
        {
            _byCall[id] = message;
        }
    }

    protected override void OnLeft(ServingCall message)
    {
        // Another caller may have used the same id.
        if (message.CallId is { } id && _byCall.GetValueOrDefault(id) == message)
        {
            _byCall.Remove(id);
        }
    }
}
