using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Messaging.Serialization;

/// <summary>Makes an error of what would be written as an empty object although it holds something, or as the inner state of a task or a stream.</summary>
internal static class HonestJson
{
    /// <summary>Other options with the rules of the given ones, and this one.</summary>
    public static JsonSerializerOptions Of(JsonSerializerOptions options)
    {
        var honest = new JsonSerializerOptions(options) { TypeInfoResolver = options.TypeInfoResolver!.WithAddedModifier(Check) };
        honest.MakeReadOnly();
        return honest;
    }

    private static void Check(JsonTypeInfo info)
    {
        if (info.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        var type = info.Type;
        if (Unwritable.Describe(type) is { } what)
        {
            info.OnSerializing = _ => throw new NotSupportedException($"{type} is {what}.");
        }
        else if (info.PolymorphismOptions is null && !info.Properties.Any(static property => property.Get is not null) && !IsLeftOut(type))
        {
            var holdsNothing = !HasFields(type);
            info.OnSerializing = value =>
            {
                // One without any state is honestly an empty object; one of a derived type would lose what it adds.
                if (!holdsNothing || value.GetType() != type)
                {
                    throw new NotSupportedException(value.GetType() == type
                        ? $"{type} has no public property that could be written: what it holds is in fields or private members."
                        : $"{value.GetType()} would be written as {type}, which has no public property. Declare the type itself, or [JsonDerivedType].");
                }
            };
        }
    }

    /// <summary>Whether the type says itself that its properties are not to be written.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Of a type whose members were trimmed, an empty object may be written.")]
    private static bool IsLeftOut(Type type) =>
        type.GetProperties().Any(static property => property.IsDefined(typeof(JsonIgnoreAttribute), inherit: true));

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Of a type whose members were trimmed, an empty object may be written.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "As above.")]
    private static bool HasFields(Type type)
    {
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        for (var part = type; part is not null; part = part.BaseType)
        {
            if (part.GetFields(Own).Length > 0)
            {
                return true;
            }
        }

        return false;
    }
}
