using System.Text.Json;

namespace Messaging.Drivers.Thrift.Types;

/// <summary>
/// The names of a <c>.thrift</c> file on the .NET side: in snake_case, as endpoints and payloads name their parts. Names that would become
/// the same stay as they are in the file.
/// </summary>
internal static class SnakeNames
{
    public static string Of(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    public static string[] Of(IReadOnlyList<string> names)
    {
        var result = new string[names.Count];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = Of(names[i]);
        }

        var shared = result.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1)
            .Select(group => group.Key).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = shared.Contains(result[i]) ? names[i] : result[i];
        }

        return result;
    }
}
