using Messaging.Generators.Json;
using Messaging.Generators.Models;
using Messaging.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Reading;

/// <summary>Reads the exceptions that a contract and its members declare.</summary>
/// <param name="contract">The contract.</param>
/// <param name="findings">Receives the findings.</param>
internal sealed class ThrownReader(INamedTypeSymbol contract, Findings findings)
{
    /// <summary>The exceptions of a member: its own, those of the interface that declares it, and those of the contract.</summary>
    public EquatableArray<ThrownModel> Read(IMethodSymbol method, MemberKind kind)
    {
        if (kind != MemberKind.Call)
        {
            foreach (var mark in MarksOf(method))
            {
                findings.Add(
                    ContractRules.Thrown, method, method.Name, ExceptionOf(mark).Name,
                    "a cast returns nothing: make it a call, or remove the attribute");
            }

            return default;
        }

        List<ThrownModel> read = [];
        foreach (var symbol in new ISymbol[] { method, method.ContainingType, contract }.Distinct(SymbolEqualityComparer.Default))
        {
            foreach (var mark in MarksOf(symbol!))
            {
                if (Read(mark, symbol!) is { } thrown && !read.Contains(thrown))
                {
                    CheckName(thrown, read, symbol!);
                    read.Add(thrown);
                }
            }
        }

        return new EquatableArray<ThrownModel>(read);
    }

    /// <summary>The types of the properties that are sent with the exceptions of a member.</summary>
    public static IEnumerable<IPropertySymbol> PropertiesOf(INamedTypeSymbol contract, IMethodSymbol method) =>
        new ISymbol[] { method, method.ContainingType, contract }
            .SelectMany(MarksOf).Select(ExceptionOf).Distinct(SymbolEqualityComparer.Default).OfType<INamedTypeSymbol>()
            .SelectMany(type => ExceptionShape.Of(type, contract)?.Properties ?? []).Select(property => property.Property);

    public static IEnumerable<AttributeData> MarksOf(ISymbol symbol) =>
        symbol.GetAttributes().Where(mark => mark.AttributeClass is { } type && TypeNames.Metadata(type) == KnownNames.Throws);

    public static ITypeSymbol ExceptionOf(AttributeData mark) => mark.AttributeClass!.TypeArguments[0];

    private ThrownModel? Read(AttributeData mark, ISymbol at)
    {
        if (ExceptionOf(mark) is not INamedTypeSymbol { TypeKind: TypeKind.Class } type)
        {
            return null; // The compiler has reported it.
        }

        if (WhyNot(type) is { } why)
        {
            findings.Add(ContractRules.Thrown, at, at.Name, type.Name, why);
            return null;
        }

        if (ExceptionShape.Of(type, contract) is not { } shape)
        {
            findings.Add(
                ContractRules.Thrown, at, at.Name, type.Name,
                "it has no visible constructor of a message, of a message and an inner exception, of values that are properties of the "
                + "same names, or of nothing. Add one");
            return null;
        }

        foreach (var (property, _) in shape.Properties)
        {
            if (JsonForm.FindUnfit(property.Type) is { } unfit)
            {
                findings.Add(
                    ContractRules.Thrown, at, at.Name, type.Name,
                    $"its property {property.Name} is, or holds, {unfit.What}, which has no form in JSON: "
                    + $"mark it [JsonIgnore], or {unfit.Instead}");
                return null;
            }
        }

        return new ThrownModel(
            TypeNames.OfTypeOf(type), mark.Get<string>("Class") is { Length: > 0 } name ? name : null, mark.Get<string>("Module"),
            new EquatableArray<ThrownArgument>(shape.Arguments),
            new EquatableArray<ThrownProperty>(shape.Properties.Select(property => new ThrownProperty(
                property.Property.Name, TypeNames.Of(property.Property.Type), ExceptionShape.WireName(property.Property),
                property.Place))));
    }

    private string? WhyNot(INamedTypeSymbol type) => TypeNames.Metadata(type) switch
    {
        "System.Exception" => "every exception is one, so it says nothing. Declare one of your own",
        _ when !ExceptionShape.IsVisible(type, contract) =>
            "generated code cannot see it. Make it, and the types around it, internal or public",
        _ when type.IsAbstract => "it is abstract. Declare those that derive from it",
        _ => null,
    };

    private void CheckName(ThrownModel thrown, List<ThrownModel> before, ISymbol at)
    {
        if (thrown is not { Class: null, Module: null }
            && before.Find(other => other.Class == thrown.Class && other.Module == thrown.Module
                && other.Class is not null && other.Type != thrown.Type) is { } same)
        {
            findings.Add(
                ContractRules.Thrown, at, at.Name, thrown.Type.Substring(thrown.Type.LastIndexOf('.') + 1),
                $"{same.Type.Substring(same.Type.LastIndexOf('.') + 1)} is '{thrown.Class}' on the wire as well. "
                + "Give one of them another Class");
        }
    }
}
