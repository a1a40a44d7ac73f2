using System.Text.Json;

namespace Messaging.TestKit;

/// <summary>How a peer program ended and what it said.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Lines">The JSON objects it wrote, in order.</param>
/// <param name="Error">Its standard error.</param>
public sealed record PeerResult(int ExitCode, IReadOnlyList<JsonElement> Lines, string Error);
