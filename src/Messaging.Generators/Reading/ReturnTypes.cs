using Messaging.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Reading;

/// <summary>Reads what a method returns: the shape of its result, and its type.</summary>
internal static class ReturnTypes
{
    private const string Tasks = "System.Threading.Tasks";

    /// <summary>Analyses a return type.</summary>
    /// <returns>The shape of the result, and its type; null when there is none.</returns>
    public static (ReturnShape Shape, ITypeSymbol? Result) Split(ITypeSymbol returned)
    {
        if (returned.SpecialType == SpecialType.System_Void)
        {
            return (ReturnShape.Plain, null);
        }

        if (returned is INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 0 or 1 } named && IsIn(named, Tasks))
        {
            var shape = named.Name == "Task" ? ReturnShape.Task : ReturnShape.ValueTask;
            return (shape, named.Arity == 0 ? null : named.TypeArguments[0]);
        }

        return (ReturnShape.Plain, returned);
    }

    /// <summary>Whether a type is, or contains, a stream of values.</summary>
    public static bool IsStream(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "IAsyncEnumerable", Arity: 1 } named && IsIn(named, "System.Collections.Generic");

    public static bool IsProgress(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "IProgress", Arity: 1 } named && IsIn(named, "System");

    private static bool IsIn(ITypeSymbol type, string space) => type.ContainingNamespace?.ToDisplayString() == space;
}
