using Messaging.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Endpoints;

/// <summary>Finds a mark [RpcMethod] on what cannot be served, where it would be passed over in silence.</summary>
internal static class MisplacedMarks
{
    /// <summary>All of them, those of base classes too, each with its refusal.</summary>
    public static IEnumerable<(IMethodSymbol Method, EndpointRefusal Refusal)> Of(INamedTypeSymbol type)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            foreach (var method in level.GetMembers().OfType<IMethodSymbol>().Where(method => method.Has(KnownNames.Method)))
            {
                if (WhyNot(method) is { } why)
                {
                    yield return (method, new EndpointRefusal(
                        method.Name,
                        $"{type.Name}.{method.Name} is marked with [RpcMethod] and cannot be served: it is {why}. "
                        + "Write a public instance method, or take the mark away."));
                }
            }
        }
    }

    private static string? WhyNot(IMethodSymbol method) =>
        method.IsStatic ? "static"
        : method.AssociatedSymbol is not null ? "an accessor"
        : method.DeclaredAccessibility == Accessibility.Public ? null
        : "not public";
}
