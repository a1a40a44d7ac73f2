using Messaging.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Json;

/// <summary>The properties of a user's type that are in its JSON, with their names there.</summary>
internal static class TravellingProperties
{
    public static IEnumerable<(IPropertySymbol Property, string Name)> Of(INamedTypeSymbol type)
    {
        HashSet<string> seen = [];
        for (var level = type; level is not null && !TypeWalk.IsOfPlatform(level); level = level.BaseType)
        {
            foreach (var property in level.GetMembers().OfType<IPropertySymbol>()
                .Where(property => Travels(property) && seen.Add(property.Name)))
            {
                yield return (
                    property,
                    property.Find("System.Text.Json.Serialization.JsonPropertyNameAttribute").Text()
                        ?? WireNames.OfParameter(property.Name));
            }
        }
    }

    /// <summary>Whether it is in the JSON: a property that is ignored only sometimes is.</summary>
    private static bool Travels(IPropertySymbol property) =>
        property is
        {
            DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsIndexer: false,
            GetMethod.DeclaredAccessibility: Accessibility.Public
        }
        && (property.Find("System.Text.Json.Serialization.JsonIgnoreAttribute") is not { } ignored
            || ignored.Get("Condition", 1) is not (1 or 4));
}
