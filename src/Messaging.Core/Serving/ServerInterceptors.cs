using Messaging.Serving;

namespace Messaging.Serving;

/// <summary>The interceptors of a server as one delegate, composed once.</summary>
internal sealed class ServerInterceptors
{
    private readonly RpcServerNext _first;

    private ServerInterceptors(IReadOnlyList<IRpcServerInterceptor> interceptors)
    {
        RpcServerNext next = static call => ((ServingCall)call).RunMethodAsync();
        foreach (var interceptor in interceptors.Reverse())
        {
            var after = next;
            next = call => interceptor.InvokeAsync(call, after);
        }

        _first = next;
    }

    /// <summary>Null when there are none.</summary>
    public static ServerInterceptors? Of(IList<IRpcServerInterceptor> interceptors) =>
        interceptors.Count > 0 ? new ServerInterceptors([.. interceptors]) : null;

    public async ValueTask RunAsync(ServingCall call)
    {
        await _first(call).ConfigureAwait(false);
        if (!call.IsDone)
        {
            throw new InvalidOperationException(
                $"An interceptor of '{call.Method}' ended without calling next, so the method did not run. "
                    + "It must await next(call), throw, or call Answer.");
        }
    }
}
