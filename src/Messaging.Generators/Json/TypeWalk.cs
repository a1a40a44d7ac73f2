using Messaging.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Json;

/// <summary>The types that make up a type, as a JSON serializer sees them: elements, type arguments, public properties.</summary>
internal static class TypeWalk
{
    private const int Most = 500;

    /// <summary>The type itself, and all below it, each once. For the platform's own types only the type arguments.</summary>
    public static IEnumerable<ITypeSymbol> Of(ITypeSymbol type)
    {
        var seen = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
        var waiting = new Queue<ITypeSymbol>();
        waiting.Enqueue(type);
        while (waiting.Count > 0 && seen.Count < Most)
        {
            var next = waiting.Dequeue();
            if (!seen.Add(next))
            {
                continue;
            }

            yield return next;
            foreach (var part in Parts(next))
            {
                waiting.Enqueue(part);
            }
        }
    }

    private static IEnumerable<ITypeSymbol> Parts(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
        {
            return [array.ElementType];
        }

        if (type is not INamedTypeSymbol named)
        {
            return [];
        }

        var arguments = named.TypeArguments.AsEnumerable();
        return IsOfPlatform(named) || HasConverter(named) ? arguments : arguments.Concat(Properties(named));
    }

    private static IEnumerable<ITypeSymbol> Properties(INamedTypeSymbol type)
    {
        for (var level = type; level is not null && !IsOfPlatform(level); level = level.BaseType)
        {
            foreach (var property in level.GetMembers().OfType<IPropertySymbol>())
            {
                if (property is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsIndexer: false } && !IsIgnored(property))
                {
                    yield return property.Type;
                }
            }
        }
    }

    private static bool IsIgnored(IPropertySymbol property) =>
        property.Has("System.Text.Json.Serialization.JsonIgnoreAttribute") || HasConverter(property);

    public static bool HasConverter(ISymbol symbol) => symbol.Has("System.Text.Json.Serialization.JsonConverterAttribute");

    public static bool IsOfPlatform(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space?.Name is "System" or "Microsoft";
    }
}
