using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Reading;

/// <summary>Types as they are written in generated code: with their full names, so that the context does not matter.</summary>
internal static class TypeNames
{
    private static readonly SymbolDisplayFormat Full = SymbolDisplayFormat.FullyQualifiedFormat.WithMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
        | SymbolDisplayMiscellaneousOptions.UseSpecialTypes
        | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat WithoutGlobal = Full.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    /// <summary>A type, with its nullable annotations.</summary>
    public static string Of(ITypeSymbol type) => type.ToDisplayString(Full);

    /// <summary>A type as <c>typeof</c> takes it, without nullable references.</summary>
    public static string OfTypeOf(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(Full);

    /// <summary>A namespace; null for the global one.</summary>
    public static string? OfNamespace(INamespaceSymbol space) => space.IsGlobalNamespace ? null : space.ToDisplayString(WithoutGlobal);

    /// <summary>A type's name without type arguments and with its namespace, as attributes are known by.</summary>
    public static string Metadata(ITypeSymbol type) => type.OriginalDefinition.ToDisplayString(WithoutGlobal);
}
