using System.Buffers;
using System.Text.Json;
using Messaging.AspNetCore.Answers;
using Messaging.AspNetCore.Listing;
using Messaging.AspNetCore.Requests;
using Microsoft.AspNetCore.Http;

namespace Messaging.AspNetCore.JsonRpc;

/// <summary>Answers <c>POST {prefix}/{topic}</c>: JSON-RPC 2.0, one request or a batch. A notification is a cast.</summary>
internal sealed class JsonRpcHandler(GatewaySettings settings, ListedTopic topic, MethodCaller caller)
{
    public async Task HandleAsync(HttpContext http)
    {
        try
        {
            await AnswerAsync(http).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = ProblemKind.ClientGone.Status;
        }
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var wrong = CallTerms.TryRead(http.Request, out var terms) ?? settings.Stopping;
        var (body, problem) = wrong is null ? await RequestBody.ReadAsync(http, settings).ConfigureAwait(false) : (default, wrong);
        if (problem is not null && problem.Kind != ProblemKind.NotJson)
        {
            await ProblemWriter.WriteAsync(http, settings, problem).ConfigureAwait(false);
            return;
        }

        problem ??= Check(body);
        if (problem is not null)
        {
            await WriteAsync(http, [new JsonRpcAnswer(JsonRpcWriter.NoId, problem)], isBatch: false).ConfigureAwait(false);
            return;
        }

        var context = caller.CreateContext(http);
        var isBatch = body.ValueKind == JsonValueKind.Array;
        JsonRpcAnswer?[] answers = isBatch
            ? await Task.WhenAll(body.EnumerateArray().Select(request => RunAsync(request, context, terms, http.RequestAborted)))
                .ConfigureAwait(false)
            : [await RunAsync(body, context, terms, http.RequestAborted).ConfigureAwait(false)];
        http.RequestAborted.ThrowIfCancellationRequested();
        await WriteAsync(http, answers.OfType<JsonRpcAnswer>().ToList(), isBatch).ConfigureAwait(false);
    }

    private Problem? Check(JsonElement body) => body switch
    {
        { ValueKind: JsonValueKind.Undefined } => new Problem(ProblemKind.NotJson, "The request has no body."),
        { ValueKind: JsonValueKind.Array } when body.GetArrayLength() == 0 => new Problem(
            ProblemKind.InvalidRequest, "A batch must hold at least one request."),
        { ValueKind: JsonValueKind.Array } when body.GetArrayLength() > settings.MaxBatch => new Problem(
            ProblemKind.InvalidRequest,
            FormattableString.Invariant(
                $"A batch holds at most {settings.MaxBatch} requests here, but this one has {body.GetArrayLength()}. None was run.")),
        _ => null,
    };

    /// <summary>Runs one request.</summary>
    /// <returns>The answer; null for a notification, whatever its outcome.</returns>
    private async Task<JsonRpcAnswer?> RunAsync(JsonElement json, RpcContext? context, CallTerms terms, CancellationToken aborted)
    {
        if (JsonRpcRequest.TryRead(json, out var request) is { } wrong)
        {
            return new JsonRpcAnswer(request.Id, wrong);
        }

        var outcome = await RunAsync(request, context, terms, aborted).ConfigureAwait(false);
        return request.IsNotification ? null : new JsonRpcAnswer(request.Id, outcome);
    }

    private async ValueTask<Outcome> RunAsync(JsonRpcRequest request, RpcContext? context, CallTerms terms, CancellationToken aborted)
    {
        if (topic.Find(request.Method) is not { } method)
        {
            return new Problem(
                ProblemKind.MethodNotFound, $"The topic '{topic.Name}' has no method '{request.Method}' that can be called here.");
        }

        var (arguments, problem) = request.Parameters.ValueKind == JsonValueKind.Array
            ? PositionalParameters.Name(request.Parameters, method)
            : (RpcValue.FromJsonElement(request.Parameters), null);
        return problem is null
            ? await caller.RunAsync(method, arguments, request.IsNotification, context, terms, aborted).ConfigureAwait(false)
            : problem;
    }

    private async Task WriteAsync(HttpContext http, List<JsonRpcAnswer> answers, bool isBatch)
    {
        var response = http.Response;
        response.Headers.CacheControl = "no-store";
        if (answers.Count == 0)
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        response.ContentType = "application/json";
        var output = response.BodyWriter;
        var between = "["u8.ToArray();
        foreach (var answer in answers)
        {
            if (isBatch)
            {
                output.Write(between);
                between[0] = (byte)',';
            }

            JsonRpcWriter.Write(output, answer, settings);
        }

        if (isBatch)
        {
            output.Write("]"u8);
        }

        await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
    }
}
