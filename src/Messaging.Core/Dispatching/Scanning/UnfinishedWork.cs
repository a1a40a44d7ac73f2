using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Messaging.Dispatching;

/// <summary>Types of results that stand for unfinished work, which cannot be sent to a caller.</summary>
internal static class UnfinishedWork
{
    /// <summary>Says what a type is, and what to do instead; null for a type that may be a result.</summary>
    public static string? Describe(Type type)
    {
        if (typeof(Task).IsAssignableFrom(type) || type == typeof(ValueTask) || Is(type, typeof(ValueTask<>)))
        {
            return "a task: await it, and return its result";
        }

        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return "a delegate: call it, and return its result";
        }

        if (Implements(type, typeof(IAsyncEnumerable<>)) || Implements(type, typeof(IAsyncEnumerator<>)))
        {
            return "a stream of values: collect them, and return a list";
        }

        return typeof(IEnumerator).IsAssignableFrom(type) && !typeof(IEnumerable).IsAssignableFrom(type)
            ? "an enumerator: return a list"
            : null;
    }

    [UnconditionalSuppressMessage(
        "Trimming", "IL2070",
        Justification = "An interface that nobody uses may be trimmed: its values are refused when they are written.")]
    private static bool Implements(Type type, Type contract)
    {
        if (Is(type, contract))
        {
            return true;
        }

        foreach (var known in type.GetInterfaces())
        {
            if (Is(known, contract))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Is(Type type, Type generic) => type.IsGenericType && type.GetGenericTypeDefinition() == generic;
}
