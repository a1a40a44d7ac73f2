using System.Text.Encodings.Web;
using System.Text.Json;
using Messaging;

namespace DotnetPeer;

/// <summary>One JSON object a line on standard output, as the Python peers write them.</summary>
internal static class Output
{
    private static readonly Lock Sync = new();

    // Python's peers write their errors as they are, NaN and big numbers too; the library's own rules do the same.
    private static readonly JsonSerializerOptions Options = new(JsonPayloadSerializer.ByReflection().Options)
    {
        Encoder = JavaScriptEncoder.Default,
    };

    public static void Emit(IReadOnlyDictionary<string, object?> line)
    {
        var text = JsonSerializer.Serialize(line, Options);
        lock (Sync)
        {
            Console.Out.WriteLine(text);
            Console.Out.Flush();
        }
    }

    /// <summary>A value as JSON text, with NaN as Python writes it.</summary>
    public static string Text(object? value) => JsonSerializer.Serialize(value, Options);
}
