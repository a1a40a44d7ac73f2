using Messaging.Generators.Json;
using Messaging.Generators.Models;
using Messaging.Generators.Numbered;
using Messaging.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Reading;

/// <summary>Reads a contract from the compiler's symbols.</summary>
internal static class ContractReader
{
    /// <summary>Reads an interface that is marked as a contract.</summary>
    /// <param name="type">The interface.</param>
    /// <param name="attribute">Its attribute.</param>
    /// <param name="findings">Receives the findings.</param>
    /// <returns>The contract; generate nothing from it when there are errors.</returns>
    public static ContractModel Read(INamedTypeSymbol type, AttributeData attribute, Findings findings)
    {
        CheckType(type, findings);
        var version = ReadVersion(type, attribute, findings);
        var reader = new MemberReader(type, attribute, version, findings);
        List<MemberModel> members = [];
        List<(IMethodSymbol Method, MemberModel Model)> methods = [];
        foreach (var method in Methods(type, findings))
        {
            if (reader.Read(method) is { } member)
            {
                CheckName(method, member, members, findings);
                members.Add(member);
                methods.Add((method, member));
            }
        }

        var json = attribute.Get<ITypeSymbol>("Json");
        return new ContractModel
        {
            FileName = FileName(type),
            CodeNamespace = TypeNames.OfNamespace(type.ContainingNamespace),
            Type = TypeNames.Of(type),
            Identifier = Identifier(type),
            IsPublic = Around(type).All(around => around.DeclaredAccessibility == Accessibility.Public),
            Topic = attribute.Text() ?? "",
            Version = version.ToString(),
            Namespace = attribute.Get<string>("Namespace"),
            Exchange = attribute.Get<string>("Exchange"),
            Json = json is null ? null : TypeNames.OfTypeOf(json),
            Enums = new EquatableArray<string>(json is null ? [] : EnumsOf(type)),
            Members = new EquatableArray<MemberModel>(members),

            // Errors for every transport are reported first, and alone.
            Idl = findings.HasErrors ? null : NumberedContract.Write(type, attribute, methods, findings),
        };
    }

    /// <summary>A name that no other type of the assembly has, for a file.</summary>
    public static string FileName(INamedTypeSymbol type) =>
        type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat).Replace('<', '{').Replace('>', '}');

    /// <summary>The prefix of the names of generated types.</summary>
    public static string Identifier(INamedTypeSymbol type) => string.Join("_", Around(type).Select(around => around.Name).Reverse());

    /// <summary>The type, and those that it is nested in, outwards.</summary>
    public static IEnumerable<INamedTypeSymbol> Around(INamedTypeSymbol type)
    {
        for (var around = type; around is not null; around = around.ContainingType)
        {
            yield return around;
        }
    }

    /// <summary>
    /// The methods that a contract consists of: those of its own and of the interfaces that it derives from, but for those that have a body
    /// and no mark.
    /// </summary>
    private static IEnumerable<IMethodSymbol> Methods(INamedTypeSymbol type, Findings findings)
    {
        foreach (var member in type.AllInterfaces.Insert(0, type).SelectMany(level => level.GetMembers()))
        {
            switch (member)
            {
                case { IsAbstract: false }:
                    CheckMark(member, findings);
                    break;
                case IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: false } method:
                    yield return method;
                    break;
                case IPropertySymbol property:
                    findings.Add(ContractRules.NotMethod, property, property.Name, property.IsIndexer ? "an indexer" : "a property");
                    break;
                case IEventSymbol change:
                    findings.Add(ContractRules.NotMethod, change, change.Name, "an event");
                    break;
                case IMethodSymbol { IsStatic: true, AssociatedSymbol: null } method:
                    findings.Add(ContractRules.NotMethod, method, method.Name, "static");
                    break;
            }
        }
    }

    /// <summary>What has a body is the interface's own. A mark on it would be passed over in silence.</summary>
    private static void CheckMark(ISymbol member, Findings findings)
    {
        if (member is IMethodSymbol method
            && (method.Has(KnownNames.Method) || method.Has(KnownNames.OneWay) || method.Has(KnownNames.Fanout)))
        {
            findings.Add(
                ContractRules.NotMethod, method, (method.AssociatedSymbol ?? method).Name,
                method.IsStatic ? "static"
                : method.AssociatedSymbol is IPropertySymbol ? "a property"
                : method.AssociatedSymbol is null ? "a method with a body"
                : "an event");
        }
    }

    private static void CheckType(INamedTypeSymbol type, Findings findings)
    {
        if (Around(type).Any(around => around.IsGenericType))
        {
            findings.Add(ContractRules.Generic, type, type.Name);
        }

        if (Around(type).Any(around => around.IsFileLocal
            || around.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal)))
        {
            findings.Add(ContractRules.Inaccessible, type, type.Name);
        }
    }

    private static void CheckName(IMethodSymbol method, MemberModel member, List<MemberModel> before, Findings findings)
    {
        if (before.Find(other => other.WireName == member.WireName) is { } same)
        {
            findings.Add(ContractRules.SameMethodName, method, same.Name, method.Name, member.WireName);
        }
    }

    private static ContractVersion ReadVersion(INamedTypeSymbol type, AttributeData attribute, Findings findings)
    {
        var text = attribute.Get("Version", "1.0")!;
        if (!ContractVersion.TryParse(text, out var version))
        {
            findings.Add(ContractRules.Version, type, type.Name, $"'{text}' is not a version: write major.minor, such as 1.4");
        }

        return version;
    }

    private static IEnumerable<string> EnumsOf(INamedTypeSymbol type) => type.AllInterfaces.Insert(0, type)
        .SelectMany(level => level.GetMembers().OfType<IMethodSymbol>())
        .SelectMany(method => method.Parameters.Select(parameter => parameter.Type)
            .Concat(ReturnTypes.Split(method.ReturnType).Result is { } result ? [result] : [])
            .Concat(ThrownReader.PropertiesOf(type, method).Select(property => property.Type)))
        .SelectMany(TypeWalk.Of)
        .Where(part => part.TypeKind == TypeKind.Enum)
        .Select(TypeNames.Of)
        .Distinct()
        .OrderBy(name => name, StringComparer.Ordinal);
}
