using System.Globalization;
using Messaging.Generators.Json;
using Messaging.Generators.Numbered;
using Messaging.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Deployed;

/// <summary>
/// Writes types as they are in JSON: scalars by their names in C#, <c>list&lt;T&gt;</c>, <c>map&lt;T&gt;</c>, <c>T?</c>, the user's own by
/// name and apart.
/// </summary>
/// <param name="declared">The user's own.</param>
/// <param name="contract">The contract that sends them.</param>
/// <param name="isNumbered">Whether its fields are numbered: then the numbers of enums matter too.</param>
internal sealed class WireTypeNames(IDictionary<string, WireType> declared, INamedTypeSymbol contract, bool isNumbered)
{
    /// <summary>No result.</summary>
    public const string Nothing = "nothing";

    /// <summary>Any JSON.</summary>
    public const string Any = "any";

    public const string Bytes = "bytes";
    public const string List = "list<";
    public const string Map = "map<";

    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    /// <summary>The name of a type; the content of the user's types is declared separately.</summary>
    public string Of(ITypeSymbol type)
    {
        var isValue = type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
        var name = Plain(isValue ? ((INamedTypeSymbol)type).TypeArguments[0] : type);
        return (isValue || type.NullableAnnotation == NullableAnnotation.Annotated) && name != Any ? name + "?" : name;
    }

    /// <summary>The name of an exception that a numbered contract declares; its content is declared separately.</summary>
    public string OfException(INamedTypeSymbol type)
    {
        var name = Display(type);
        if (!declared.ContainsKey(name))
        {
            List<WireField> fields = [];
            declared[name] = new WireType(name, IsEnum: false, fields);
            foreach (var (property, _) in ExceptionShape.Of(type, contract)?.Properties ?? [])
            {
                fields.Add(new WireField(
                    ExceptionShape.WireName(property), Of(property.Type), IsRequired: false, FieldNumbers.Of(property)));
            }

            if (FieldNumbers.OfMessage(type) is { } message)
            {
                fields.Add(new WireField("message", "string", IsRequired: false, message));
            }
        }

        return name;
    }

    /// <summary>A C# name without spaces and square brackets, at which lines are split.</summary>
    public static string Display(ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(Format).Replace(", ", ",").Replace('[', '{').Replace(']', '}');

    private string Plain(ITypeSymbol type)
    {
        switch (type)
        {
            case IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte }:
                return Bytes;
            case IArrayTypeSymbol array:
                return $"{List}{Of(array.ElementType)}>";
            case { SpecialType: SpecialType.System_Object }:
                return Any;
            case not INamedTypeSymbol:
            case { SpecialType: not SpecialType.None and < SpecialType.System_Array }:
                return Display(type);
        }

        var named = (INamedTypeSymbol)type;
        if (TypeNames.Metadata(type) is KnownNames.Value
            || type.ContainingNamespace?.ToDisplayString() is "System.Text.Json" or "System.Text.Json.Nodes")
        {
            return Any;
        }

        if (TypeWalk.HasConverter(type))
        {
            return Display(type);
        }

        return Collection(named) ?? (TypeWalk.IsOfPlatform(named) ? Display(type) : Declare(named));
    }

    private string? Collection(INamedTypeSymbol type)
    {
        INamedTypeSymbol? list = null;
        foreach (var level in type.AllInterfaces.Insert(0, type)
            .Where(level => level.ContainingNamespace?.ToDisplayString() == "System.Collections.Generic"))
        {
            if (level is { Name: "IDictionary" or "IReadOnlyDictionary", Arity: 2 })
            {
                return $"{Map}{Of(level.TypeArguments[1])}>";
            }

            list = level is { Name: "IEnumerable", Arity: 1 } ? level : list;
        }

        return list is null ? null : $"{List}{Of(list.TypeArguments[0])}>";
    }

    private string Declare(INamedTypeSymbol type)
    {
        var name = Display(type);
        if (type.TypeKind == TypeKind.Enum && (isNumbered || !declared.ContainsKey(name)))
        {
            declared[name] = new WireType(name, IsEnum: true, [.. type.GetMembers().OfType<IFieldSymbol>().Select(EnumField)]);
            return name;
        }

        if (declared.ContainsKey(name))
        {
            return name;
        }

        // Its own name first: a type may hold itself.
        List<WireField> fields = [];
        declared[name] = new WireType(name, IsEnum: false, fields);
        fields.AddRange(Fields(type));
        return name;
    }

    private WireField EnumField(IFieldSymbol field) => new(
        field.Find("System.Text.Json.Serialization.JsonStringEnumMemberNameAttribute").Text() ?? WireNames.OfParameter(field.Name),
        "",
        IsRequired: false,
        isNumbered && field.HasConstantValue ? Convert.ToInt32(field.ConstantValue, CultureInfo.InvariantCulture) : null);

    private IEnumerable<WireField> Fields(INamedTypeSymbol type)
    {
        foreach (var (property, name) in TravellingProperties.Of(type))
        {
            var required = property.IsRequired || property.Has("System.Text.Json.Serialization.JsonRequiredAttribute");
            var converted = TypeWalk.HasConverter(property);
            yield return new WireField(name, converted ? Display(property.Type) : Of(property.Type), required, FieldNumbers.Of(property));
        }
    }
}
