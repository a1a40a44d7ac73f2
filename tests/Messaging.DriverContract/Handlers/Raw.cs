using System.Text;
using System.Text.Json;

namespace Messaging.DriverContract;

/// <summary>Messages written by hand, as a peer writes them.</summary>
internal static class Raw
{
    /// <summary>A message in oslo's envelope.</summary>
    public static string Envelope(string message, string version = "2.0") =>
        $$"""{"oslo.version": "{{version}}", "oslo.message": {{JsonSerializer.Serialize(message)}}}""";

    /// <summary>A cast in oslo's envelope.</summary>
    public static ReadOnlyMemory<byte> Cast(string method, string arguments = "{}", string? uniqueId = null) =>
        Encoding.UTF8.GetBytes(Envelope(
            $$"""{"method": "{{method}}", "args": {{arguments}}, "_unique_id": "{{uniqueId ?? Guid.NewGuid().ToString("N")}}"}"""));
}
