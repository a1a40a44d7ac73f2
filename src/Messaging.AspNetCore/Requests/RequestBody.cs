using System.Buffers;
using System.Text.Json;
using Messaging.AspNetCore.Answers;
using Messaging.AspNetCore.Listing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Messaging.AspNetCore.Requests;

/// <summary>Reads the body of a request, up to a limit.</summary>
internal static class RequestBody
{
    /// <summary>Reads the body as JSON.</summary>
    /// <returns>The value, undefined when there is no body; or the error.</returns>
    /// <exception cref="OperationCanceledException">The client has disconnected.</exception>
    public static async ValueTask<(JsonElement Value, Problem? Problem)> ReadAsync(HttpContext http, GatewaySettings settings)
    {
        if (!IsJson(http.Request.ContentType))
        {
            return (default, new Problem(
                ProblemKind.NotJsonType,
                "Send JSON, and say so: Content-Type: application/json. Forms of web pages cannot, which keeps other sites from calling."));
        }

        return await ReadAsync(http, settings, body => Parse(body, settings)).ConfigureAwait(false);
    }

    /// <summary>Reads the raw body.</summary>
    /// <returns>The bytes; or the error.</returns>
    /// <exception cref="OperationCanceledException">The client has disconnected.</exception>
    public static ValueTask<(byte[] Bytes, Problem? Problem)> ReadBytesAsync(HttpContext http, GatewaySettings settings) =>
        ReadAsync(http, settings, static body => (body.ToArray(), default(Problem)));

    private static async ValueTask<(T Value, Problem? Problem)> ReadAsync<T>(
        HttpContext http, GatewaySettings settings, Func<ReadOnlySequence<byte>, (T Value, Problem? Problem)> parse)
    {
        var request = http.Request;
        if (request.ContentLength > settings.MaxBodySize)
        {
            return (default!, TooLarge(settings));
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;    // The limit is enforced here.
        }

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(http.RequestAborted).ConfigureAwait(false);
            var body = read.Buffer;
            if (body.Length > settings.MaxBodySize)
            {
                request.BodyReader.AdvanceTo(body.End);
                return (default!, TooLarge(settings));
            }

            if (read.IsCompleted)
            {
                var parsed = parse(body);
                request.BodyReader.AdvanceTo(body.End);
                return parsed;
            }

            request.BodyReader.AdvanceTo(body.Start, body.End);
        }
    }

    private static bool IsJson(string? type) =>
        MediaTypeHeaderValue.TryParse(type, out var media) && (media.MediaType == "application/json" || media.Suffix == "json")
        && (!media.Charset.HasValue || media.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static (JsonElement Value, Problem? Problem) Parse(ReadOnlySequence<byte> body, GatewaySettings settings)
    {
        if (body.IsEmpty)
        {
            return default;
        }

        try
        {
            return (JsonElement.Parse(body.IsSingleSegment ? body.FirstSpan : body.ToArray(), settings.Json), null);
        }
        catch (JsonException e)
        {
            return (default, new Problem(ProblemKind.NotJson, $"The body cannot be read as JSON: {e.Message}"));
        }
    }

    private static Problem TooLarge(GatewaySettings settings) =>
        new(
            ProblemKind.TooLarge,
            FormattableString.Invariant($"The body is larger than the {settings.MaxBodySize} bytes that this gateway accepts."),
            Limit: settings.MaxBodySize);
}
