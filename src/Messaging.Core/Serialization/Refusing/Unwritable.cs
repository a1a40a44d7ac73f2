using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Messaging.Serialization;

/// <summary>Types that stand for work or for a part of the process, and whose properties say nothing of what they stand for: there is no JSON for them.</summary>
internal static class Unwritable
{
    /// <summary>What a type is, and what to do instead; null for one that may be written.</summary>
    public static string? Describe(Type type)
    {
        if (DescribeWork(type) is { } work)
        {
            return work;
        }

        if (typeof(Stream).IsAssignableFrom(type) || typeof(TextReader).IsAssignableFrom(type) || typeof(TextWriter).IsAssignableFrom(type))
        {
            return "a stream: pass what it holds";
        }

        return IsOfThisProcess(type) ? "a part of this process: it is nothing elsewhere" : null;
    }

    /// <summary>As <see cref="Describe"/>, for what is still to be done, of which nobody can want to write anything.</summary>
    public static string? DescribeWork(Type type)
    {
        if (typeof(Task).IsAssignableFrom(type) || type == typeof(ValueTask) || Is(type, typeof(ValueTask<>)))
        {
            return "a task: await it, and pass what it brings";
        }

        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return "a delegate: call it, and pass what it returns";
        }

        if (Implements(type, typeof(IAsyncEnumerable<>)) || Implements(type, typeof(IAsyncEnumerator<>)))
        {
            return "a stream of values: gather them, and pass a list";
        }

        return typeof(IEnumerator).IsAssignableFrom(type) && !typeof(IEnumerable).IsAssignableFrom(type)
            ? "an enumerator: pass a list"
            : null;
    }

    private static bool IsOfThisProcess(Type type) =>
        type == typeof(CancellationToken) || type == typeof(nint) || type == typeof(nuint)
        || typeof(CancellationTokenSource).IsAssignableFrom(type) || typeof(WaitHandle).IsAssignableFrom(type)
        || typeof(Thread).IsAssignableFrom(type) || typeof(System.Reflection.MemberInfo).IsAssignableFrom(type)
        || typeof(System.Reflection.Assembly).IsAssignableFrom(type);

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "An interface that nobody uses may be trimmed: its values are then refused for having no property.")]
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
