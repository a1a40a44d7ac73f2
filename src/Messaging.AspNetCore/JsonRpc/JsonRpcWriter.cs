using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Messaging.AspNetCore.Answers;
using Messaging.AspNetCore.Listing;

namespace Messaging.AspNetCore.JsonRpc;

/// <summary>Writes answers of JSON-RPC 2.0.</summary>
internal static class JsonRpcWriter
{
    /// <summary>The id of an answer to a request whose id could not be read.</summary>
    public static readonly JsonElement NoId = JsonElement.Parse("null"u8);

    public static void Write(IBufferWriter<byte> output, JsonRpcAnswer answer, GatewaySettings settings)
    {
        output.Write("{\"jsonrpc\":\"2.0\",\"id\":"u8);
        output.Write(JsonMarshal.GetRawUtf8Value(answer.Id));
        if (answer.Outcome.Problem is { } problem)
        {
            output.Write(",\"error\":"u8);
            WriteError(output, problem, settings);
        }
        else
        {
            output.Write(",\"result\":"u8);
            answer.Outcome.Result.WriteJsonTo(output);
        }

        output.Write("}"u8);
    }

    private static void WriteError(IBufferWriter<byte> output, Problem problem, GatewaySettings settings)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteNumber("code"u8, problem.Kind.Code);
        writer.WriteString("message"u8, problem.Detail);
        writer.WriteStartObject("data"u8);
        writer.WriteString("type"u8, problem.Kind.Type);
        writer.WriteNumber("status"u8, problem.Kind.Status);
        ProblemWriter.WriteFailure(writer, problem.Failure, settings);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
