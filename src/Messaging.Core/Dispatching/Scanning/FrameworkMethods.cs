using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Messaging.Dispatching;

/// <summary>
/// The public methods of a type that the framework declares, or that implement one of its interfaces: <c>Dispose</c>, or the
/// <c>StopAsync</c> of a background service. Their author did not write them for callers.
/// </summary>
[RequiresUnreferencedCode("Finds methods by reflection.")]
internal static class FrameworkMethods
{
    public static IReadOnlySet<MethodInfo> Of(Type type)
    {
        HashSet<RuntimeMethodHandle> implementing = [];
        foreach (var contract in type.GetInterfaces().Where(IsOfFramework))
        {
            implementing.UnionWith(type.GetInterfaceMap(contract).TargetMethods.Select(target => target.MethodHandle));
        }

        return VisibleMethods.Of(type)
            .Where(method => IsOfFramework(method.GetBaseDefinition().DeclaringType!) || implementing.Contains(method.MethodHandle)
                || implementing.Contains(method.GetBaseDefinition().MethodHandle))
            .ToHashSet();
    }

    private static bool IsOfFramework(Type type)
    {
        var name = type.Assembly.GetName().Name ?? "";
        return name is "mscorlib" or "netstandard" or "System"
            || name.StartsWith("System.", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.", StringComparison.Ordinal);
    }
}
