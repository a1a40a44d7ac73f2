using System.Text;
using Messaging.Generators.Json;
using Messaging.Generators.Reading;
using Messaging.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Numbered;

/// <summary>Writes types as Thrift IDL, and declares those of the user.</summary>
/// <param name="contract">The contract.</param>
/// <param name="findings">Receives the findings.</param>
internal sealed class NumberedTypes(INamedTypeSymbol contract, Findings findings)
{
    private readonly Dictionary<ITypeSymbol, string> _names = new(SymbolEqualityComparer.Default);
    private readonly StringBuilder _declarations = new();

    /// <summary>The enums, structs and exceptions, each after those that it needs, except for cycles.</summary>
    public string Declarations => _declarations.ToString();

    /// <summary>The type without its nullability.</summary>
    public static (ITypeSymbol Type, bool MayBeNull) Split(ITypeSymbol type) =>
        type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T
            ? (((INamedTypeSymbol)type).TypeArguments[0], true)
            : (type.WithNullableAnnotation(NullableAnnotation.None), type.NullableAnnotation == NullableAnnotation.Annotated);

    /// <summary>The IDL of a non-nullable type; null when Thrift has no form for it.</summary>
    public string? Of(ITypeSymbol type, NumberedPlace place)
    {
        if (ThriftForm.Word(type) is { } word)
        {
            return word;
        }

        if (!TypeWalk.HasConverter(type))
        {
            switch (type)
            {
                case { TypeKind: TypeKind.Enum }:
                    return DeclareEnum((INamedTypeSymbol)type, place);
                case IArrayTypeSymbol { Rank: 1 } array:
                    return Container("list", place, array.ElementType);
                case INamedTypeSymbol named when Collection(named) is var (word2, parts):
                    return Container(word2, place, parts);
                case INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false } named when IsOfUser(named):
                    return Declare("struct", named, place, () => Fields(named, place));
            }
        }

        var (what, instead) = ThriftForm.Unfit(type);
        return Unfit(place, $"is, or holds, {what}", instead);
    }

    /// <summary>An exception that a member declares.</summary>
    public string? OfException(INamedTypeSymbol type, NumberedPlace place) =>
        Declare("exception", type, place, () => ExceptionFields(type, place));

    /// <summary>Whether a name is valid in a .thrift file; if not, a finding is added.</summary>
    public bool IsName(string name, NumberedPlace place)
    {
        if (name.Length > 0 && (name[0] == '_' || IsLetter(name[0])) && name.All(c => c == '_' || IsLetter(c) || c is >= '0' and <= '9'))
        {
            return true;
        }

        Unfit(place, $"has the name '{name}' on the wire", "use letters, digits and underscores");
        return false;
    }

    public string? Unfit(NumberedPlace place, string what, string instead)
    {
        findings.Add(NumberedRules.NoThrift, place.At, place.What, what, instead);
        return null;
    }

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static bool IsOfUser(INamedTypeSymbol type) => !TypeWalk.IsOfPlatform(type) && TypeNames.Metadata(type) != KnownNames.Value;

    private static (string Word, ITypeSymbol[] Parts)? Collection(INamedTypeSymbol type)
    {
        (string, ITypeSymbol[])? list = null;
        foreach (var level in type.AllInterfaces.Insert(0, type)
            .Where(level => level.ContainingNamespace?.ToDisplayString() == "System.Collections.Generic"))
        {
            switch (level)
            {
                case { Name: "IDictionary" or "IReadOnlyDictionary", Arity: 2 }:
                    return ("map", [.. level.TypeArguments]);
                case { Name: "ISet" or "IReadOnlySet", Arity: 1 }:
                    return ("set", [.. level.TypeArguments]);
                case { Name: "IEnumerable", Arity: 1 }:
                    list = ("list", [.. level.TypeArguments]);
                    break;
            }
        }

        return list;
    }

    private string? Container(string word, NumberedPlace place, params ITypeSymbol[] parts)
    {
        List<string> written = [];
        foreach (var part in parts)
        {
            var (type, mayBeNull) = Split(part);
            if (mayBeNull)
            {
                return Unfit(place, "holds values that may be null", "leave them out");
            }

            if (word == "map" && written.Count == 0 && !ThriftForm.IsKey(type))
            {
                return Unfit(
                    place, $"is, or holds, a map whose keys cannot be names in JSON ({type.Name})",
                    "use a string, a whole number or an enum as the key");
            }

            if (Of(type, place) is not { } one)
            {
                return null;
            }

            written.Add(one);
        }

        return $"{word}<{string.Join(", ", written)}>";
    }

    private string? DeclareEnum(INamedTypeSymbol type, NumberedPlace place)
    {
        if (type.Has("System.FlagsAttribute"))
        {
            return Unfit(place, $"is, or holds, {type.Name}, a set of flags", "use a number, or a set of an enum");
        }

        return Declare("enum", type, place, () =>
        {
            var text = new StringBuilder();
            foreach (var value in type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue))
            {
                var name = value.Find("System.Text.Json.Serialization.JsonStringEnumMemberNameAttribute").Text()
                    ?? WireNames.OfParameter(value.Name);
                if (!IsName(name, place))
                {
                    return null;
                }

                var number = Convert.ToDecimal(value.ConstantValue, System.Globalization.CultureInfo.InvariantCulture);
                if (number is < int.MinValue or > int.MaxValue)
                {
                    Unfit(place, $"is, or holds, {type.Name}.{value.Name}, which is more than an int", "give it a smaller number");
                    return null;
                }

                text.Append($"  {name} = {(int)number}\n");
            }

            return text.ToString();
        });
    }

    private string? Fields(INamedTypeSymbol type, NumberedPlace place)
    {
        var fields = new NumberedFieldList(this, findings, contract);
        foreach (var (property, name) in TravellingProperties.Of(type))
        {
            fields.Add(property, name, place);
        }

        return fields.Text;
    }

    private string? ExceptionFields(INamedTypeSymbol type, NumberedPlace place)
    {
        var fields = new NumberedFieldList(this, findings, contract);
        fields.AddMessage(type, place);
        foreach (var (property, _) in ExceptionShape.Of(type, contract)?.Properties ?? [])
        {
            fields.Add(property, ExceptionShape.WireName(property), place);
        }

        return fields.Text;
    }

    /// <summary>Declares a type under its name: the name comes first, because a type may hold itself.</summary>
    private string? Declare(string kind, INamedTypeSymbol type, NumberedPlace place, Func<string?> write)
    {
        if (_names.TryGetValue(type, out var known))
        {
            return known;
        }

        var name = type.Name + (type.Arity == 0 ? "" : "Of" + string.Concat(type.TypeArguments.Select(part => part.Name)));
        if (_names.FirstOrDefault(other => other.Value == name).Key is { } same)
        {
            return Unfit(
                place, $"is, or holds, {type.ToDisplayString()} beside {same.ToDisplayString()}, two types of one name",
                "give one of them another name");
        }

        _names[type] = name;
        if (write() is not { } members)
        {
            return null;
        }

        var space = type.ContainingNamespace is { IsGlobalNamespace: false } named ? named.ToDisplayString() : "";
        var end = kind == "exception" ? $"}} (dotnet.namespace = \"{space}\")" : "}";
        _declarations.Append($"{kind} {name} {{\n{members}{end}\n\n");
        return name;
    }
}
