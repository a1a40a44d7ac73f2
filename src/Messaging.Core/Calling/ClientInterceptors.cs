using Messaging.Serialization;
using Messaging.Transports;

namespace Messaging.Calling;

/// <summary>The interceptors of a client as one delegate, composed once.</summary>
internal sealed class ClientInterceptors : ICastSender
{
    private readonly RpcClientNext _first;

    private ClientInterceptors(IReadOnlyList<IRpcClientInterceptor> interceptors)
    {
        RpcClientNext next = static call => new ValueTask(call.SendAsync());
        foreach (var interceptor in interceptors.Reverse())
        {
            var after = next;
            next = call => interceptor.InvokeAsync(call, after);
        }

        _first = next;
    }

    /// <summary>Null when there are none.</summary>
    /// <exception cref="ArgumentException">An interceptor is null.</exception>
    public static ClientInterceptors? Of(IList<IRpcClientInterceptor>? interceptors) =>
        interceptors is not { Count: > 0 } ? null
        : interceptors.Contains(null!) ? throw new ArgumentException("An interceptor of the client is null.")
        : new ClientInterceptors([.. interceptors]);

    public async Task<T> CallAsync<T>(Transport transport, OutgoingRequest request, CancellationToken cancellationToken)
    {
        var call = new InterceptedCall<T>(transport, request, cancellationToken);
        await RunAsync(call).ConfigureAwait(false);
        return call.Value;
    }

    public Task CastAsync(Transport transport, OutgoingRequest request, bool isQueued, CancellationToken cancellationToken) =>
        RunAsync(new InterceptedCast(transport, request, isQueued, cancellationToken));

    Task ICastSender.SendQueuedAsync(Transport transport, NamedRequest message, CancellationToken cancellationToken) =>
        CastAsync(transport, message, isQueued: true, cancellationToken);

    private async Task RunAsync(RpcCall call)
    {
        await _first(call).ConfigureAwait(false);
        if (!call.IsDone)
        {
            throw new InvalidOperationException(
                $"An interceptor of '{call.Method}' ended without calling next, so nothing was sent. It must await next(call), throw, or "
                    + "set call.Result.");
        }
    }
}
