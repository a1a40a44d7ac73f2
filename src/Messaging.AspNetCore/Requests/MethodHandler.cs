using System.Text.Json;
using Messaging.AspNetCore.Answers;
using Messaging.AspNetCore.Listing;
using Microsoft.AspNetCore.Http;

namespace Messaging.AspNetCore.Requests;

/// <summary>Answers <c>POST {prefix}/{topic}/{method}</c>: a JSON object of arguments in, a JSON result out.</summary>
internal sealed class MethodHandler(GatewaySettings settings, ListedTopic topic, MethodCaller caller)
{
    public async Task HandleAsync(HttpContext http)
    {
        Outcome outcome;
        bool isCast;
        try
        {
            (outcome, isCast) = await RunAsync(http).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client disconnected while its body was read.
            (outcome, isCast) = (new Problem(ProblemKind.ClientGone, "The client has disconnected."), false);
        }

        if (outcome.Problem is { } problem)
        {
            await ProblemWriter.WriteAsync(http, settings, problem).ConfigureAwait(false);
            return;
        }

        var response = http.Response;
        response.Headers.CacheControl = "no-store";
        if (isCast)
        {
            response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }

        response.ContentType = "application/json";
        outcome.Result.WriteJsonTo(response.BodyWriter);
        await response.BodyWriter.FlushAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private async ValueTask<(Outcome Outcome, bool IsCast)> RunAsync(HttpContext http)
    {
        if (settings.Stopping is { } stopping)
        {
            return (stopping, false);
        }

        var name = (string?)http.Request.RouteValues["method"];
        if (topic.Find(name) is not { } method)
        {
            return (new Problem(
                ProblemKind.MethodNotFound, $"The topic '{topic.Name}' has no method '{name}' that can be called here."), false);
        }

        if (CallTerms.TryRead(http.Request, out var terms) is { } wrong)
        {
            return (wrong, false);
        }

        var (body, problem) = await RequestBody.ReadAsync(http, settings).ConfigureAwait(false);
        if (problem is null && body.ValueKind is not (JsonValueKind.Object or JsonValueKind.Undefined))
        {
            problem = new Problem(
                ProblemKind.InvalidArguments,
                $"The arguments must be a JSON object, such as {{\"a\": 1}}; the body is a JSON {NameOf(body.ValueKind)}.");
        }

        if (problem is not null)
        {
            return (problem, false);
        }

        var isCast = method.IsOneWay || CallTerms.AsksForCast(http.Request);
        var outcome = await caller.RunAsync(
            method, RpcValue.FromJsonElement(body), isCast, caller.CreateContext(http), terms, http.RequestAborted).ConfigureAwait(false);
        return (outcome, isCast);
    }

    private static string NameOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.Null => "null",
        _ => "truth value",
    };
}
