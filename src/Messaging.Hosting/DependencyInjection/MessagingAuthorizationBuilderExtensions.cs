using System.Security.Claims;
using Messaging;
using Messaging.Hosting.Running;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds authorisation to messaging.</summary>
public static class MessagingAuthorizationBuilderExtensions
{
    /// <summary>Has the policies of the application decide who may call what is marked with <see cref="RpcAuthorizeAttribute"/>, in every server: those of
    /// <c>AddAuthorizationCore</c>, asked as ASP.NET asks them (<c>IAuthorizationService</c>), with the <see cref="RpcInvocation"/> as the resource.</summary>
    /// <param name="builder">What AddMessaging returned.</param>
    /// <param name="principal">Who calls, for instance by a token in the context that it checks. Null for whom the broker or the connection vouches for
    /// (<see cref="RpcInvocation.Caller"/>): authenticated, with a claim of the name, by the scheme that vouches; anonymous when nobody does. What it throws
    /// refuses the call.</param>
    /// <returns>The builder.</returns>
    /// <remarks>An <see cref="IRpcAuthorizer"/> among the services, of a class of your own, takes its place.</remarks>
    public static IMessagingBuilder AddRpcAuthorization(this IMessagingBuilder builder, Func<RpcInvocation, ClaimsPrincipal>? principal = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddAuthorizationCore();
        builder.Services.TryAddSingleton<IRpcAuthorizer>(services => new PolicyAuthorizer(
            services.GetRequiredService<IServiceScopeFactory>(), principal ?? PolicyAuthorizer.Vouched));
        return builder;
    }
}
