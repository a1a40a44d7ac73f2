using Messaging.Diagnostics;
using Messaging.Dispatching;
using Messaging.Serving;

namespace Messaging.Serving;

/// <summary>Refuses calls that are not authorized.</summary>
internal static class Authorization
{
    /// <summary>Ensures that methods with a policy have an authorizer. Otherwise nobody could be admitted, or everybody would be.</summary>
    /// <exception cref="InvalidEndpointException">A method requires a policy, and there is no authorizer.</exception>
    public static void Check(IReadOnlyList<RpcEndpoint> endpoints, RpcServerOptions options)
    {
        if (options.Authorizer is not null)
        {
            return;
        }

        foreach (var (endpoint, method) in endpoints.SelectMany(endpoint => endpoint.Methods.Select(method => (endpoint, method))))
        {
            if (method.Policies.Count > 0)
            {
                throw new InvalidEndpointException(
                    endpoint.Name, method.Name,
                    $"{endpoint.Name} has '{method.Name}', which requires {Name(method.Policies[0])} ([RpcAuthorize]), and the server has "
                    + $"no authorizer to decide who meets it, so it does not start. Set {nameof(RpcServerOptions)}."
                    + $"{nameof(RpcServerOptions.Authorizer)}; with a host, call AddRpcAuthorization().");
            }
        }
    }

    /// <summary>The reason why a call may not run; null when it may.</summary>
    public static async ValueTask<NotAuthorizedException?> RefusalOfAsync(ServerLoop server, ServingCall call, RpcMethod method)
    {
        foreach (var policy in method.Policies)
        {
            try
            {
                call.Enter();
                if (!await server.Options.Authorizer!.IsAllowedAsync(call, policy).ConfigureAwait(false))
                {
                    return new NotAuthorizedException(
                        method.Name, $"{Caller(call)} may not call '{method.Name}': it requires {Name(policy)}, which is not met.");
                }
            }
            catch (Exception e)
            {
                MessagingLog.MethodFailed(server.Logger, method.Name, server.Target, e);
                return new NotAuthorizedException(
                    method.Name,
                    $"{Caller(call)} may not call '{method.Name}': whether {Name(policy)} is met could not be determined. "
                    + "The server's log says why.");
            }
        }

        return null;
    }

    private static string Name(string policy) => policy.Length == 0 ? "the default policy" : $"the policy '{policy}'";

    private static string Caller(ServingCall call) =>
        call.Caller is { } caller ? $"'{caller.Name}' ({caller.Scheme})" : "An unauthenticated caller";
}
