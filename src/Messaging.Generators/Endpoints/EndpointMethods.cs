using Messaging.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Endpoints;

/// <summary>The public methods of a class as its user sees them: of those that hide or override one another, the most derived one. The
/// server's reflection finds the same.</summary>
internal static class EndpointMethods
{
    public static IReadOnlyList<IMethodSymbol> Of(INamedTypeSymbol type)
    {
        List<IMethodSymbol> found = [];
        for (var level = type; level is not null; level = level.BaseType)
        {
            var here = level.GetMembers().OfType<IMethodSymbol>()
                .Where(method =>
                    method is { MethodKind: MethodKind.Ordinary, IsStatic: false, DeclaredAccessibility: Accessibility.Public })
                .Where(method => !found.Exists(other => TakesThePlaceOf(other, method)))
                .ToArray();
            found.AddRange(here);
        }

        return found;
    }

    /// <summary>An attribute of a method, or of one that it overrides.</summary>
    public static AttributeData? AttributeOf(IMethodSymbol method, string name)
    {
        for (var next = method; next is not null; next = next.OverriddenMethod)
        {
            if (next.Find(name) is { } attribute)
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>An attribute of a class, or of one that it derives from.</summary>
    public static AttributeData? AttributeOf(INamedTypeSymbol type, string name)
    {
        for (var next = type; next is not null; next = next.BaseType)
        {
            if (next.Find(name) is { } attribute)
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>Whether the framework declares a method, or an interface that it implements.</summary>
    public static bool IsOfFramework(INamedTypeSymbol type, IMethodSymbol method)
    {
        var first = method;
        while (first.OverriddenMethod is { } overridden)
        {
            first = overridden;
        }

        return IsOfFramework(first.ContainingType)
            || type.AllInterfaces.Where(IsOfFramework).SelectMany(face => face.GetMembers().OfType<IMethodSymbol>())
                .Any(member => Implements(type, method, member));
    }

    /// <summary>Whether the compiler added a method, such as to a record.</summary>
    public static bool IsOfCompiler(IMethodSymbol method) =>
        method.IsImplicitlyDeclared || method.Has("System.Runtime.CompilerServices.CompilerGeneratedAttribute");

    /// <summary>Whether a method is what a class has for a member of an interface.</summary>
    public static bool Implements(INamedTypeSymbol type, IMethodSymbol method, IMethodSymbol member)
    {
        var implementation = type.FindImplementationForInterfaceMember(member);
        for (var next = method; implementation is not null && next is not null; next = next.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(next, implementation))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfFramework(INamedTypeSymbol type) => type.ContainingAssembly?.Name is { } name
        && (name is "mscorlib" or "netstandard" or "System"
            || name.StartsWith("System.", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.", StringComparison.Ordinal));

    private static bool TakesThePlaceOf(IMethodSymbol other, IMethodSymbol method) =>
        !SymbolEqualityComparer.Default.Equals(other.ContainingType, method.ContainingType)
        && other.Name == method.Name
        && other.IsGenericMethod == method.IsGenericMethod
        && other.Parameters.Length == method.Parameters.Length
        && other.Parameters.Zip(method.Parameters, static (one, two) =>
            SymbolEqualityComparer.Default.Equals(one.Type, two.Type) && (one.RefKind == RefKind.None) == (two.RefKind == RefKind.None))
            .All(static same => same);
}
