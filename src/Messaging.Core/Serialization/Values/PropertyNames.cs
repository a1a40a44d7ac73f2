using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Messaging.Serialization;

/// <summary>The names in an untrusted object: a name that is not a valid .NET string (half a surrogate pair, bytes that are not UTF-8) is
/// shown as it was written.</summary>
internal static class PropertyNames
{
    public static string Of(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(property));
        }
    }

    /// <summary>Finds a value by its name; the last of several.</summary>
    public static bool TryFind(JsonElement value, string name, out JsonElement found)
    {
        try
        {
            return value.TryGetProperty(name, out found);
        }
        catch (InvalidOperationException)
        {
            found = default;
            foreach (var property in value.EnumerateObject())
            {
                found = Of(property) == name ? property.Value : found;
            }

            return found.ValueKind != JsonValueKind.Undefined;
        }
    }
}
