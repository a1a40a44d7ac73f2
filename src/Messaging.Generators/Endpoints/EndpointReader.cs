using Messaging.Generators.Models;
using Messaging.Generators.Reading;
using Messaging.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Endpoints;

/// <summary>Reads an endpoint out of the compiler's symbols: the same table, and the same refusals, as the server's reflection.</summary>
internal static class EndpointReader
{
    private const int MarkedMethods = 1;

    /// <summary>Reads a class that is marked as an endpoint.</summary>
    /// <param name="type">The class.</param>
    /// <param name="attribute">Its mark.</param>
    /// <param name="findings">Gets all that is wrong.</param>
    /// <returns>The endpoint, with the first refusal; null when no table can be made of the class.</returns>
    public static EndpointModel? Read(INamedTypeSymbol type, AttributeData attribute, Findings findings)
    {
        if (type.IsStatic || type.IsAbstract)
        {
            return null; // There is no object of it to serve.
        }

        var isMarkedOnly = attribute.Get<int>("Exposure") == MarkedMethods;
        var all = EndpointMethods.Of(type);
        var refusals = new List<EndpointRefusal>();
        List<MemberModel> methods = [];
        foreach (var (method, refusal) in MisplacedMarks.Of(type))
        {
            refusals.Add(refusal);
            findings.Add(EndpointRules.NotServed, PlaceOf(method, type), refusal.Message);
        }

        foreach (var group in all.Where(method => IsExposed(type, method, isMarkedOnly))
            .GroupBy(EndpointMethodReader.WireName, StringComparer.Ordinal))
        {
            var first = group.First();
            var refusal = group.Count() > 1 ? Overloaded(type, group)
                : EndpointMethodReader.WhyNot(first) is { } why ? Cannot(type, first, why) : null;
            if (refusal is null)
            {
                methods.Add(EndpointMethodReader.Read(type, first));
                continue;
            }

            refusals.Add(refusal);
            findings.Add(EndpointRules.NotServed, PlaceOf(first, type), refusal.Message);
        }

        var version = attribute.Get("Version", "1.0")!;
        if (methods.Count + refusals.Count == 0)
        {
            refusals.Add(new EndpointRefusal(
                null, $"{type.Name} has no method to serve. Make one public{(isMarkedOnly ? " and mark it with [RpcMethod]" : "")}."));
            findings.Add(EndpointRules.NotServed, type, refusals[0].Message);
        }
        else if (!ContractVersion.TryParse(version, out _))
        {
            refusals.Add(new EndpointRefusal(
                null, $"The version '{version}' of {type.Name} is not a version. Write major.minor, such as 1.4."));
            findings.Add(EndpointRules.NotServed, type, refusals[refusals.Count - 1].Message);
        }

        if (!ExceptionShape.IsVisible(type, type) || ContractReader.Around(type).Any(around => around.IsGenericType))
        {
            findings.Add(EndpointRules.NoTable, type, type.Name);
            return null;
        }

        return new EndpointModel
        {
            FileName = ContractReader.FileName(type),
            CodeNamespace = TypeNames.OfNamespace(type.ContainingNamespace),
            Type = TypeNames.Of(type),
            Identifier = ContractReader.Identifier(type),
            Name = type.Name,
            Version = version,
            Namespace = attribute.Get<string>("Namespace"),
            LegacyNamespaces = new EquatableArray<string>(attribute.Texts("LegacyNamespaces")),
            LeftOut = new EquatableArray<string>(isMarkedOnly ? [] : LeftOut(type, all)),
            Methods = new EquatableArray<MemberModel>(methods),
            Refusal = refusals.FirstOrDefault(),
        };
    }

    private static bool IsExposed(INamedTypeSymbol type, IMethodSymbol method, bool isMarkedOnly) =>
        EndpointMethods.AttributeOf(method, KnownNames.Method) is not null
        || (!isMarkedOnly && !EndpointMethods.IsOfCompiler(method) && !method.Name.StartsWith("_", StringComparison.Ordinal)
            && !EndpointMethods.IsOfFramework(type, method));

    /// <summary>The methods that the author may have meant to serve: all but those of every object.</summary>
    private static IEnumerable<string> LeftOut(INamedTypeSymbol type, IReadOnlyList<IMethodSymbol> all)
    {
        var ofEveryObject = all.Select(method => method.ContainingType).Concat([type]).SelectMany(Bases)
            .First(level => level.SpecialType == SpecialType.System_Object)
            .GetMembers().Where(member => member.DeclaredAccessibility == Accessibility.Public).Select(member => member.Name).ToArray();
        return all
            .Where(method => EndpointMethods.IsOfFramework(type, method) && !ofEveryObject.Contains(method.Name)
                && EndpointMethods.AttributeOf(method, KnownNames.Method) is null)
            .Select(method => $"{type.Name}.{method.Name}").Distinct(StringComparer.Ordinal).OrderBy(name => name, StringComparer.Ordinal);
    }

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            yield return level;
        }
    }

    private static EndpointRefusal Cannot(INamedTypeSymbol type, IMethodSymbol method, string why) => new(
        method.Name,
        $"{type.Name}.{method.Name} cannot be served: {why}. Change it, make it non-public, or serve marked methods only "
        + "(RpcExposure.MarkedMethods).");

    private static EndpointRefusal Overloaded(INamedTypeSymbol type, IGrouping<string, IMethodSymbol> methods) => new(
        methods.Key,
        $"{type.Name} has more than one method named '{methods.Key}' on the wire: {string.Join("; ", methods.Select(SignatureOf))}. "
        + "A message carries only a method's name: give each its own name, with [RpcMethod(\"name\")].");

    private static string SignatureOf(IMethodSymbol method) =>
        $"{(method.ReturnsVoid ? "System.Void" : ReflectionNames.Of(method.ReturnType))} "
        + $"{ReflectionNames.Of(method.ContainingType)}.{method.Name}"
        + $"({string.Join(", ", method.Parameters.Select(ReflectionNames.Of))})";

    private static ISymbol PlaceOf(IMethodSymbol method, INamedTypeSymbol type) =>
        method.Locations.Any(place => place.IsInSource) ? method : type;
}
