using System.Text.Json;
using Messaging.AspNetCore.Answers;

namespace Messaging.AspNetCore.JsonRpc;

/// <summary>A request of JSON-RPC 2.0.</summary>
/// <param name="Method">The method.</param>
/// <param name="Parameters">An object, an array, or undefined.</param>
/// <param name="Id">The id of its answer; undefined for a notification, which has none.</param>
internal readonly record struct JsonRpcRequest(string Method, JsonElement Parameters, JsonElement Id)
{
    public bool IsNotification => Id.ValueKind == JsonValueKind.Undefined;

    /// <summary>Reads a request.</summary>
    /// <returns>The error, or null. The id is set if one was found.</returns>
    public static Problem? TryRead(JsonElement json, out JsonRpcRequest request)
    {
        request = new JsonRpcRequest("", default, JsonRpcWriter.NoId);
        if (json.ValueKind != JsonValueKind.Object)
        {
            return Invalid("A request must be a JSON object.");
        }

        var id = json.TryGetProperty("id"u8, out var said) ? said : default;
        if (id.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Null))
        {
            return Invalid("'id' must be a string or a number.");
        }

        request = request with { Id = id.ValueKind == JsonValueKind.Undefined ? JsonRpcWriter.NoId : id };
        if (!json.TryGetProperty("jsonrpc"u8, out var version) || version.ValueKind != JsonValueKind.String
            || !version.ValueEquals("2.0"u8))
        {
            return Invalid("'jsonrpc' must be \"2.0\": this is JSON-RPC 2.0.");
        }

        if (!json.TryGetProperty("method"u8, out var method) || method.ValueKind != JsonValueKind.String)
        {
            return Invalid("'method' must be the name of a method.");
        }

        var parameters = json.TryGetProperty("params"u8, out var given) ? given : default;
        if (parameters.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Object or JsonValueKind.Array))
        {
            return Invalid("'params' must be an object of arguments by name.");
        }

        request = new JsonRpcRequest(method.GetString()!, parameters, id);
        return null;
    }

    private static Problem Invalid(string detail) => new(ProblemKind.InvalidRequest, detail);
}
