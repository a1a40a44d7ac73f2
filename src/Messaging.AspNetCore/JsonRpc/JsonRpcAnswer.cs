using System.Text.Json;
using Messaging.AspNetCore.Requests;

namespace Messaging.AspNetCore.JsonRpc;

/// <summary>An answer of JSON-RPC 2.0.</summary>
/// <param name="Id">The id of the request; a JSON null when it could not be read.</param>
/// <param name="Outcome">The result, or the error.</param>
internal sealed record JsonRpcAnswer(JsonElement Id, Outcome Outcome);
