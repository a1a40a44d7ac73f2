using Messaging.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Endpoints;

/// <summary>Types of results that stand for unfinished work, which cannot be sent to a caller.</summary>
internal static class UnfinishedResult
{
    /// <summary>Says what a type is, and what to do instead; null for a type that may be a result.</summary>
    public static string? Describe(ITypeSymbol type)
    {
        if (Is(type, "System.Threading.Tasks.ValueTask")
            || Is(type, "System.Threading.Tasks.ValueTask<TResult>")
            || DerivesFrom(type, "System.Threading.Tasks.Task"))
        {
            return "a task: await it, and return its result";
        }

        if (type.TypeKind == TypeKind.Delegate || DerivesFrom(type, "System.Delegate"))
        {
            return "a delegate: call it, and return its result";
        }

        if (Implements(type, "System.Collections.Generic.IAsyncEnumerable<T>")
            || Implements(type, "System.Collections.Generic.IAsyncEnumerator<T>"))
        {
            return "a stream of values: collect them, and return a list";
        }

        return Implements(type, "System.Collections.IEnumerator") && !Implements(type, "System.Collections.IEnumerable")
            ? "an enumerator: return a list"
            : null;
    }

    private static bool Implements(ITypeSymbol type, string name) => Is(type, name) || type.AllInterfaces.Any(face => Is(face, name));

    private static bool DerivesFrom(ITypeSymbol type, string name)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            if (Is(level, name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Is(ITypeSymbol type, string name) => TypeNames.Metadata(type) == name;
}
