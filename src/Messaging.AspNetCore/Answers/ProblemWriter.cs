using System.Globalization;
using System.Text.Json;
using Messaging.AspNetCore.Listing;
using Microsoft.AspNetCore.Http;

namespace Messaging.AspNetCore.Answers;

/// <summary>Answers a request with a problem in the format of RFC 9457.</summary>
internal static class ProblemWriter
{
    public static async Task WriteAsync(HttpContext http, GatewaySettings settings, Problem problem)
    {
        var response = http.Response;
        response.StatusCode = problem.Kind.Status;
        if (problem.Kind == ProblemKind.ClientGone)
        {
            return;     // Only for the request log.
        }

        response.ContentType = "application/problem+json";
        response.Headers.CacheControl = "no-store";
        if (problem.Kind == ProblemKind.Draining && HttpProtocol.IsHttp11(http.Request.Protocol))
        {
            response.Headers.Connection = "close";
        }

        if (problem.Kind.IsPassing)
        {
            response.Headers.RetryAfter = settings.RetryAfter.ToString(CultureInfo.InvariantCulture);
        }

        var writer = new Utf8JsonWriter(response.BodyWriter);
        await using (writer.ConfigureAwait(false))
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, problem.Kind.Type);
            writer.WriteString("title"u8, problem.Kind.Title);
            writer.WriteNumber("status"u8, problem.Kind.Status);
            writer.WriteString("detail"u8, problem.Detail);
            if (problem.Limit is { } limit)
            {
                writer.WriteNumber("limit"u8, limit);
            }

            WriteFailure(writer, problem.Failure, settings);
            writer.WriteEndObject();
        }

        await response.BodyWriter.FlushAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Adds the server's failure to the object that is being written.</summary>
    public static void WriteFailure(Utf8JsonWriter writer, RemoteException? failure, GatewaySettings settings)
    {
        if (failure is null)
        {
            return;
        }

        writer.WriteString("class"u8, failure.TypeName);
        writer.WriteString("module"u8, failure.Module);
        if (settings.SendTraces && failure.RemoteTrace.Length > 0)
        {
            writer.WriteString("trace"u8, failure.RemoteTrace);
        }
    }
}
