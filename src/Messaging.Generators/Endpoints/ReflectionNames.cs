using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Endpoints;

/// <summary>Types as reflection writes them: errors of an endpoint have the same words, whether the compiler or the server finds
/// them.</summary>
internal static class ReflectionNames
{
    public static string Of(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => $"{Of(array.ElementType)}[{new string(',', array.Rank - 1)}]",
        IPointerTypeSymbol pointer => Of(pointer.PointedAtType) + "*",
        IDynamicTypeSymbol => "System.Object",
        INamedTypeSymbol named => Of(named),
        _ => type.Name,
    };

    public static string Of(IParameterSymbol parameter) => Of(parameter.Type) + (parameter.RefKind == RefKind.None ? "" : "&");

    private static string Of(INamedTypeSymbol type)
    {
        var name = type.MetadataName;
        var arguments = type.TypeArguments.AsEnumerable();
        var outermost = type;
        for (var around = type.ContainingType; around is not null; around = around.ContainingType)
        {
            name = around.MetadataName + "+" + name;
            arguments = around.TypeArguments.Concat(arguments);
            outermost = around;
        }

        var space = outermost.ContainingNamespace;
        var full = space is null or { IsGlobalNamespace: true } ? name : $"{space.ToDisplayString()}.{name}";
        var written = string.Join(",", arguments.Select(Of));
        return written.Length == 0 ? full : $"{full}[{written}]";
    }
}
