using System.Security.Claims;
using Messaging;
using Messaging.Hosting.Running;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds authorisation to messaging.</summary>
public static class MessagingAuthorizationBuilderExtensions
{
    /// <summary>Lets the application's policies decide who may call methods that are marked with <see cref="RpcAuthorizeAttribute"/>, in
    /// every server: those of <c>AddAuthorizationCore</c>, evaluated as in ASP.NET (<c>IAuthorizationService</c>), with the
    /// <see cref="RpcInvocation"/> as the resource.</summary>
    /// <param name="builder">The builder that AddMessaging returned.</param>
    /// <param name="principal">Determines the caller, for instance by validating a token in the context. Null for the caller that the
    /// broker or the connection authenticated (<see cref="RpcInvocation.Caller"/>): with a name claim and that scheme, or anonymous when
    /// neither did. If it throws, the call is refused.</param>
    /// <returns>The builder.</returns>
    /// <remarks>An <see cref="IRpcAuthorizer"/> among the services, of a class of your own, replaces it.</remarks>
    public static IMessagingBuilder AddRpcAuthorization(
        this IMessagingBuilder builder, Func<RpcInvocation, ClaimsPrincipal>? principal = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddAuthorizationCore();
        builder.Services.TryAddSingleton<IRpcAuthorizer>(services => new PolicyAuthorizer(
            services.GetRequiredService<IServiceScopeFactory>(), principal ?? PolicyAuthorizer.Vouched));
        return builder;
    }
}
