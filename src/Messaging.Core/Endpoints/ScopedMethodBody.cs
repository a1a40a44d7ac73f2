using Messaging.Dispatching;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Endpoints;

/// <summary>A method whose object lives for one call. Its scope is disposed when the result is written, before it is sent, so that the
/// caller learns of a failing disposal. When the method detached, the scope ends with the reply.</summary>
internal sealed class ScopedMethodBody<T>(
    IServiceScopeFactory scopes, Func<IServiceProvider, T> create, Func<T, RpcInvocation, ValueTask> body) : MethodBody
    where T : class
{
    public override async ValueTask RunAsync(RpcInvocation call)
    {
        var scope = scopes.CreateAsyncScope();
        try
        {
            await body(create(scope.ServiceProvider), call).ConfigureAwait(false);
        }
        catch (Exception)
        {
            await scope.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        if (!call.TryLeaveToReply(scope))
        {
            await scope.DisposeAsync().ConfigureAwait(false);
        }
    }
}
