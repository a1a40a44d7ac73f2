using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Hosting.Running;

/// <summary>Evaluates the policies of the application, as ASP.NET does for a request.</summary>
internal sealed class PolicyAuthorizer(IServiceScopeFactory scopes, Func<RpcInvocation, ClaimsPrincipal> principal) : IRpcAuthorizer
{
    /// <summary>The caller that the broker or the connection authenticated, with a name claim; otherwise anonymous.</summary>
    public static ClaimsPrincipal Vouched(RpcInvocation invocation) => invocation.Caller is { } caller
        ? new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, caller.Name)], caller.Scheme))
        : new ClaimsPrincipal(new ClaimsIdentity());

    public async ValueTask<bool> IsAllowedAsync(RpcInvocation invocation, string policy)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            var services = scope.ServiceProvider;
            var policies = services.GetRequiredService<IAuthorizationPolicyProvider>();
            var asked = policy.Length == 0
                ? await policies.GetDefaultPolicyAsync().ConfigureAwait(false)
                : await policies.GetPolicyAsync(policy).ConfigureAwait(false)
                    ?? throw new InvalidOperationException(
                        $"There is no policy '{policy}'. "
                            + $"Add it: services.AddAuthorizationCore(options => options.AddPolicy(\"{policy}\", ...)).");
            var result = await services.GetRequiredService<IAuthorizationService>()
                .AuthorizeAsync(principal(invocation), invocation, asked).ConfigureAwait(false);
            return result.Succeeded;
        }
    }
}
