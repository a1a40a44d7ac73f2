using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace Messaging.Serialization;

/// <summary>Finds types that have no faithful form in JSON, although the platform would write something.</summary>
internal static class UnwritableTypes
{
    private const string BelongsHere = "it belongs to this process, and means nothing in another";
    private const string ReadIt = "it is a stream. Read it, and send what it holds";
    private const string AwaitIt = "it is a task. Await it, and send its result";

    private static readonly (Type Type, string Why)[] Refused =
    [
        (typeof(ITuple), "the parts of a tuple are fields, which are not written. Use JsonPayloadSerializer.ByReflection() or "
            + "CreateOptions over a resolver that reflects, which write it as a list; or a record"),
        (typeof(Task), AwaitIt),
        (typeof(System.Collections.IEnumerator), "it is an enumerator, which is read once. Send a list"),
        (typeof(Stream), ReadIt),
        (typeof(TextReader), ReadIt),
        (typeof(TextWriter), ReadIt),
        (typeof(WaitHandle), BelongsHere),
        (typeof(SafeHandle), BelongsHere),
        (typeof(CancellationToken), BelongsHere),
        (typeof(CancellationTokenSource), BelongsHere),
        (typeof(Thread), BelongsHere),
        (typeof(MemberInfo), BelongsHere),
        (typeof(Assembly), BelongsHere),
        (typeof(Complex), "it is a complex number, which JSON does not have. Send its two parts"),
    ];

    /// <summary>Says why a type cannot be written; null when it may be.</summary>
    public static string? Explain(Type type)
    {
        if (type == typeof(ValueTask) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>)))
        {
            return Say(type, AwaitIt);
        }

        foreach (var (refused, why) in Refused)
        {
            if (refused.IsAssignableFrom(type))
            {
                return Say(type, why);
            }
        }

        return null;
    }

    /// <summary>Refuses a value that holds something, but of which no property would be written.</summary>
    /// <param name="value">The value.</param>
    /// <param name="writtenAs">The type whose properties are written; it has none.</param>
    /// <exception cref="NotSupportedException">The value holds something that would be lost.</exception>
    public static void ThrowIfItLosesAll(object value, Type writtenAs)
    {
        var type = value.GetType();
        if (!HoldsSomething(type))
        {
            return;
        }

        throw new NotSupportedException(type == writtenAs
            ? Say(type, "it has no public properties, and what it holds in fields would be lost. Give it properties, mark the fields with "
                + "[JsonInclude], or add a converter to the serializer's options")
            : Say(type, $"it stands where a '{writtenAs}' is declared, which has no properties. Declare its own type there, or object"));
    }

    private static string Say(Type type, string why) => $"'{type}' has no form in JSON: {why}.";

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A field that was trimmed away holds nothing.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "A field that was trimmed away holds nothing.")]
    private static bool HoldsSomething(Type? type)
    {
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var holds = false;
        for (; type is not null && type != typeof(object); type = type.BaseType)
        {
            holds |= type.GetFields(Own).Length > 0;
            if (Array.Exists(type.GetMembers(Own), member => member.IsDefined(typeof(JsonIgnoreAttribute), inherit: false)))
            {
                // Its author has chosen what is not written.
                return false;
            }
        }

        return holds;
    }
}
