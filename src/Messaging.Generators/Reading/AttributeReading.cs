using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Reading;

/// <summary>Reads attributes.</summary>
internal static class AttributeReading
{
    /// <summary>The attribute of a type by its full name, or null.</summary>
    public static AttributeData? Find(this ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass is { } type && TypeNames.Metadata(type) == name);

    public static bool Has(this ISymbol symbol, string name) => symbol.Find(name) is not null;

    /// <summary>Whether a type is an interface that is marked as a contract.</summary>
    public static bool IsContract(this ITypeSymbol? type) => type is { TypeKind: TypeKind.Interface } && type.Has(KnownNames.Contract);

    /// <summary>The string passed to the constructor, or null.</summary>
    public static string? Text(this AttributeData? attribute) =>
        attribute?.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Primitive, Value: string text } ? text : null;

    /// <summary>The number passed to the constructor, or null.</summary>
    public static int? Number(this AttributeData? attribute) =>
        attribute?.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Primitive, Value: int number } ? number : null;

    /// <summary>A property that was set, or a default.</summary>
    public static T? Get<T>(this AttributeData? attribute, string property, T? or = default) =>
        attribute?.NamedArguments.FirstOrDefault(argument => argument.Key == property).Value
            is { Kind: not TypedConstantKind.Array, Value: T value }
            ? value
            : or;

    /// <summary>The types of a property that was set.</summary>
    public static IEnumerable<ITypeSymbol> Types(this AttributeData? attribute, string property) =>
        attribute?.NamedArguments.FirstOrDefault(argument => argument.Key == property).Value
            is { Kind: TypedConstantKind.Array, IsNull: false } list
            ? list.Values.Select(item => item.Value).OfType<ITypeSymbol>()
            : [];

    /// <summary>The strings of a property that was set.</summary>
    public static IEnumerable<string> Texts(this AttributeData? attribute, string property) =>
        attribute?.NamedArguments.FirstOrDefault(argument => argument.Key == property).Value
            is { Kind: TypedConstantKind.Array, IsNull: false } list
            ? list.Values.Select(item => item.Value).OfType<string>()
            : [];
}
