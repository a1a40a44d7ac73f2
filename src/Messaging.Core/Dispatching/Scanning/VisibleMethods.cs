using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Messaging.Dispatching;

/// <summary>The public methods of a type as its user sees them: of those that hide or override one another, the most derived one.</summary>
/// <remarks>Reflection also returns a method that is hidden, or overridden with a narrower result, beside the one that replaces
/// it.</remarks>
[RequiresUnreferencedCode("Finds methods by reflection.")]
internal static class VisibleMethods
{
    public static IReadOnlyList<MethodInfo> Of(Type type)
    {
        var all = type.GetMethods(BindingFlags.Instance | BindingFlags.Public);
        return Array.FindAll(all, method => !Array.Exists(all, other => TakesThePlaceOf(other, method)));
    }

    /// <summary>An attribute of a method, or of one that it overrides.</summary>
    public static T? AttributeOf<T>(MethodInfo method)
        where T : Attribute
    {
        for (var next = method; next is not null; next = OverriddenWithNarrowerResult(next))
        {
            if (next.GetCustomAttribute<T>() is { } attribute)
            {
                return attribute;
            }
        }

        return null;
    }

    private static bool TakesThePlaceOf(MethodInfo other, MethodInfo method) =>
        other.DeclaringType!.IsSubclassOf(method.DeclaringType!) && HasSignatureOf(other, method);

    private static bool HasSignatureOf(MethodInfo one, MethodInfo other) =>
        one.Name == other.Name
        && one.IsGenericMethodDefinition == other.IsGenericMethodDefinition
        && one.GetParameters().Select(parameter => parameter.ParameterType)
            .SequenceEqual(other.GetParameters().Select(parameter => parameter.ParameterType));

    private static MethodInfo? OverriddenWithNarrowerResult(MethodInfo method) =>
        method.IsDefined(typeof(PreserveBaseOverridesAttribute), inherit: false) && method.DeclaringType!.BaseType is { } parent
            ? Of(parent).FirstOrDefault(other => HasSignatureOf(other, method))
            : null;
}
