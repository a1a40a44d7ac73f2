using System.Buffers;
using Messaging.AspNetCore.Answers;
using Messaging.AspNetCore.Listing;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Messaging.AspNetCore.Requests;

/// <summary>Answers <c>POST {prefix}/{topic}</c> in the format that its content type names; other requests are left to the next
/// handler.</summary>
/// <param name="settings">The settings.</param>
/// <param name="topic">The topic.</param>
/// <param name="formats">The formats.</param>
/// <param name="caller">Makes calls.</param>
/// <param name="next">Handles all other requests.</param>
internal sealed class FormatHandler(
    GatewaySettings settings, ListedTopic topic, IReadOnlyList<IRpcGatewayFormat> formats, MethodCaller caller, RequestDelegate next)
{
    public async Task HandleAsync(HttpContext http)
    {
        if (Find(http.Request.ContentType) is not { } format)
        {
            await next(http).ConfigureAwait(false);
            return;
        }

        var answer = new ArrayBufferWriter<byte>();
        Problem? problem;
        try
        {
            problem = await AnswerAsync(http, format, answer).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            problem = new Problem(ProblemKind.ClientGone, "The client has disconnected.");
        }

        if (problem is not null)
        {
            await ProblemWriter.WriteAsync(http, settings, problem).ConfigureAwait(false);
            return;
        }

        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentType = format.MediaType;
        http.Response.ContentLength = answer.WrittenCount;
        await http.Response.BodyWriter.WriteAsync(answer.WrittenMemory, CancellationToken.None).ConfigureAwait(false);
    }

    private IRpcGatewayFormat? Find(string? type) => MediaTypeHeaderValue.TryParse(type, out var media)
        ? formats.FirstOrDefault(format => media.MediaType.Equals(format.MediaType, StringComparison.OrdinalIgnoreCase))
        : null;

    private async ValueTask<Problem?> AnswerAsync(HttpContext http, IRpcGatewayFormat format, ArrayBufferWriter<byte> answer)
    {
        if ((CallTerms.TryRead(http.Request, out var terms) ?? settings.Stopping) is { } wrong)
        {
            return wrong;
        }

        var (body, problem) = await RequestBody.ReadBytesAsync(http, settings).ConfigureAwait(false);
        if (problem is not null)
        {
            return problem;
        }

        var calls = new FormatCaller(topic, caller, caller.CreateContext(http), terms, http.RequestAborted);
        try
        {
            await format.AnswerAsync(body, calls, answer).ConfigureAwait(false);
            return null;
        }
        catch (SerializationException e)
        {
            return new Problem(ProblemKind.Unreadable, e.Message);
        }
        catch (MessagingException e) when (calls.ProblemOf(e) is { } failed)
        {
            return failed;
        }
    }
}
