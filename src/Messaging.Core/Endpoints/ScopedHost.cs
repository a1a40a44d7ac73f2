using Messaging.Dispatching;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Endpoints;

/// <summary>An object for each call, resolved from a service scope that ends with the call.</summary>
internal sealed class ScopedHost<T>(IServiceScopeFactory scopes, Func<IServiceProvider, T> create) : MethodHost<T>
    where T : class
{
    public override MethodBody Bind<TResult>(Func<T, RpcInvocation, ValueTask<TResult>> body) => new ScopedMethodBody<T>(
        scopes, create, async (target, call) => call.SetResult(await body(target, call).ConfigureAwait(false)));

    public override MethodBody Bind(Func<T, RpcInvocation, ValueTask> body) => new ScopedMethodBody<T>(
        scopes, create, async (target, call) =>
        {
            await body(target, call).ConfigureAwait(false);
            call.SetNoResult();
        });
}
