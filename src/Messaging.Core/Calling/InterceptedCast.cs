using Messaging.Calling;
using Messaging.Serialization;

namespace Messaging.Calling;

/// <summary>A cast as it passes through the interceptors of its client.</summary>
internal sealed class InterceptedCast(Transport transport, OutgoingRequest request, bool isQueued, CancellationToken cancellationToken)
    : RpcCall(request, cancellationToken)
{
    public override Type? ResultType => null;

    public override object? Result
    {
        get => null;
        set
        {
            IsDone = value is null ? true : throw new ArgumentException($"'{Method}' was cast: a cast has no result.", nameof(value));
        }
    }

    internal override async Task SendAsync()
    {
        // The span of a queued cast began and ended when it was made.
        await (isQueued
                ? Calls.SendQueuedAsync(transport, Request, CancellationToken)
                : Calls.SendCastAsync(transport, Request, CancellationToken))
            .ConfigureAwait(false);
        IsDone = true;
    }
}
