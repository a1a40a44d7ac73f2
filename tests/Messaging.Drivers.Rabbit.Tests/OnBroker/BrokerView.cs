using System.Text.Json;
using System.Text.RegularExpressions;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>What rabbitmqctl lists, each row a line; the parts of names that are by chance become '#'.</summary>
internal static class BrokerView
{
    private static readonly string[] Texts = ["name", "type", "routing_key", "source_name", "destination_name", "queue_name"];

    // RabbitMQ 4 adds it to every queue that says nothing of its type.
    private const string Default = "x-queue-type=classic";

    public static async Task<IReadOnlyList<string>> ListAsync(RabbitBroker node, string virtualHost, string what, params string[] columns)
    {
        var rows = await node.ListAsync(what, ["--vhost", virtualHost, .. columns]);
        return [.. rows.Select(row => Regex.Replace(Line(row, columns), "(?<=_)[0-9a-f]{32}", "#"))];
    }

    private static string Line(JsonElement row, string[] columns) => string.Join(' ', columns.Select(
        column => Texts.Contains(column) ? Text(row.GetProperty(column)) : $"{column}={Value(column, Text(row.GetProperty(column)))}"));

    private static string Value(string column, string text) => text switch
    {
        "true" => "True",
        "false" => "False",
        "" when column == "exclusive" => "False",
        _ => text,
    };

    /// <summary>rabbitmqctl lists an argument as its name, its type on the wire and its value.</summary>
    private static string Argument(JsonElement argument) =>
        argument.ValueKind == JsonValueKind.Array ? $"{argument[0].GetString()}={Text(argument[2])}" : Text(argument);

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => string.Join(',', value.EnumerateObject().Select(p => $"{p.Name}={Text(p.Value)}").Order()),
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(Argument).Where(argument => argument != Default).Order()),
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };
}
