using System.Security.Claims;
using Messaging.AspNetCore.Answers;
using Messaging.AspNetCore.Diagnostics;
using Messaging.AspNetCore.Listing;
using Microsoft.AspNetCore.Http;

namespace Messaging.AspNetCore.Requests;

/// <summary>Calls a listed method for a client, and reduces errors to what the client may know.</summary>
internal sealed class MethodCaller(GatewaySettings settings)
{
    /// <summary>The context of the calls of a request: the user, and what the application adds.</summary>
    public RpcContext? CreateContext(HttpContext http)
    {
        var user = http.User;
        var context = settings.UserKey is { } key && user.Identity is { IsAuthenticated: true } identity
            && (user.FindFirst(ClaimTypes.NameIdentifier)?.Value ?? user.FindFirst("sub")?.Value ?? identity.Name) is { } name
            ? new RpcContext { [key] = name }
            : null;
        return settings.Context is null ? context : settings.Context(http, context ?? RpcContext.Empty);
    }

    /// <summary>Calls a method, or casts to it.</summary>
    /// <param name="method">The method.</param>
    /// <param name="arguments">An object; missing for none.</param>
    /// <param name="isCast">Whether to wait only until the broker has it.</param>
    /// <param name="context">Its context.</param>
    /// <param name="terms">The terms of the client.</param>
    /// <param name="aborted">Fires when the client disconnects: the call is cancelled, at the server too.</param>
    public async ValueTask<Outcome> RunAsync(
        ListedMethod method, RpcValue arguments, bool isCast, RpcContext? context, CallTerms terms, CancellationToken aborted)
    {
        var topic = method.Target.Topic!;
        if (terms.Namespace is { } asked && asked != method.Target.Namespace)
        {
            return new Problem(
                ProblemKind.MethodNotFound, $"The topic '{topic}' has no method '{method.Name}' in the namespace '{asked}'.");
        }

        try
        {
            var client = method.ClientFor(TimeoutOf(method, terms), terms.Version);
            var given = arguments.IsMissing ? null : (object)arguments;
            if (isCast || method.IsOneWay)
            {
                await client.CastAsync(context, method.Name, given, aborted).ConfigureAwait(false);
                return default;
            }

            return new Outcome(await client.CallAsync(context, method.Name, given, aborted).ConfigureAwait(false), null);
        }
        catch (OperationCanceledException) when (aborted.IsCancellationRequested)
        {
            return new Problem(ProblemKind.ClientGone, "The client has disconnected.");
        }
        catch (Exception e)
        {
            var problem = Problem.Of(e, topic, method.Name);
            if (problem.Kind.Status is 502 or 503 or 504)
            {
                GatewayLog.GatewayCallFailed(settings.Logger, method.Name, topic, problem.Kind.Status, e);
            }

            return problem;
        }
    }

    private TimeSpan TimeoutOf(ListedMethod method, CallTerms terms)
    {
        var timeout = terms.Timeout ?? method.Timeout ?? settings.Timeout;
        var longest = method.Timeout is { } own && own < settings.MaxTimeout ? own : settings.MaxTimeout;
        return timeout < longest ? timeout : longest;
    }
}
