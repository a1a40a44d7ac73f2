using Messaging.Generators.Models;
using Messaging.Generators.Numbered;
using Messaging.Generators.Reading;
using Messaging.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Deployed;

/// <summary>Reads what peers see of contracts from the compiler's symbols.</summary>
internal static class SurfaceBuilder
{
    /// <summary>All contracts of a project, except those with errors.</summary>
    public static WireSurface Of(Compilation compilation)
    {
        var surface = new WireSurface();
        foreach (var type in ContractTypes(compilation).OrderBy(WireTypeNames.Display, StringComparer.Ordinal))
        {
            Add(surface, type);
        }

        return surface;
    }

    /// <summary>One contract and the types that it needs; without contracts when it has errors.</summary>
    public static WireSurface Of(INamedTypeSymbol contract)
    {
        var surface = new WireSurface();
        Add(surface, contract);
        return surface;
    }

    /// <summary>The address of a contract, and its version; null when its version is not valid.</summary>
    public static (WireAddress Address, ContractVersion Version)? AddressOf(INamedTypeSymbol contract)
    {
        var attribute = contract.Find(KnownNames.Contract);
        return ContractVersion.TryParse(attribute.Get("Version", "1.0")!, out var version)
            ? (new WireAddress(
                attribute.Text() ?? "", version.Major, attribute.Get<string>("Exchange"), attribute.Get<string>("Namespace")), version)
            : null;
    }

    /// <summary>The interfaces of a project that are marked as contracts.</summary>
    public static IEnumerable<INamedTypeSymbol> ContractTypes(Compilation compilation)
    {
        var waiting = new Queue<INamespaceOrTypeSymbol>();
        waiting.Enqueue(compilation.Assembly.GlobalNamespace);
        while (waiting.Count > 0)
        {
            var next = waiting.Dequeue();
            if (next is INamedTypeSymbol { TypeKind: TypeKind.Interface } type && type.Has(KnownNames.Contract))
            {
                yield return type;
            }

            foreach (var below in next.GetMembers().OfType<INamespaceOrTypeSymbol>())
            {
                waiting.Enqueue(below);
            }
        }
    }

    private static void Add(WireSurface surface, INamedTypeSymbol type)
    {
        var findings = new Findings();
        var contract = ContractReader.Read(type, type.Find(KnownNames.Contract)!, findings);
        if (findings.HasErrors || AddressOf(type) is not { } place)
        {
            return;
        }

        // In an interface without errors every abstract method is a member, and every parameter is one of the member's.
        var methods = type.AllInterfaces.Insert(0, type).SelectMany(level => level.GetMembers()).OfType<IMethodSymbol>()
            .Where(method => method is { IsAbstract: true, MethodKind: MethodKind.Ordinary, IsStatic: false }).ToArray();
        var isNumbered = contract.Idl is not null && NumberedContract.IsNumbered(type, methods);
        var names = new WireTypeNames(surface.Types, type, isNumbered);
        surface.Contracts.Add(new WireContract(
            place.Address, place.Version, WireTypeNames.Display(type),
            [.. contract.Members.Zip(
                methods, (member, method) => Member(member, method, names, isNumbered ? NumberedContract.ThrownBy(type, method) : []))]));
    }

    private static WireMember Member(
        MemberModel member, IMethodSymbol method, WireTypeNames names, IEnumerable<(INamedTypeSymbol Type, int? Number)> thrown)
    {
        return new WireMember(
            member.Kind,
            member.WireName,
            [.. member.Parameters.Zip(method.Parameters, (model, parameter) => (model, parameter))
                .Where(pair => pair.model.Role == ParameterRole.Argument)
                .Select(pair => new WireArgument(
                    pair.model.WireName,
                    names.Of(pair.parameter.Type),
                    pair.model.Default is not null,
                    FieldNumbers.Of(pair.parameter)))],
            member.Parameters.Any(parameter => parameter.Role == ParameterRole.Extra),
            ReturnTypes.Split(method.ReturnType).Result is { } result ? names.Of(result) : WireTypeNames.Nothing,
            ContractVersion.TryParse(member.Version, out var since) ? since : default,
            member.Kind != MemberKind.Call
                ? []
                : [.. thrown.Select(one => new WireField(names.OfException(one.Type), "", IsRequired: false, one.Number))],
            method);
    }
}
