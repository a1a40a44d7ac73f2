using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Messaging.Dispatching;

/// <summary>The policies that a method requires: from its own attribute, that of its class, and those of the interfaces that it
/// implements.</summary>
[RequiresUnreferencedCode("Finds attributes by reflection.")]
internal static class RequiredPolicies
{
    public static string[] Of(Type type, MethodInfo method) =>
    [
        .. new[] { MarkOf(type), VisibleMethods.AttributeOf<RpcAuthorizeAttribute>(method) }
            .Concat(type.GetInterfaces().SelectMany(face => Of(type, face, method)))
            .OfType<RpcAuthorizeAttribute>().Select(mark => mark.Policy).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>A contract that is served as an object must not lose its attributes.</summary>
    private static IEnumerable<RpcAuthorizeAttribute?> Of(Type type, Type face, MethodInfo method)
    {
        var map = type.GetInterfaceMap(face);
        var place = Array.FindIndex(map.TargetMethods, target => target.MethodHandle == method.MethodHandle);
        return place < 0 ? [] : [MarkOf(face), map.InterfaceMethods[place].GetCustomAttribute<RpcAuthorizeAttribute>()];
    }

    private static RpcAuthorizeAttribute? MarkOf(Type type) => type.GetCustomAttribute<RpcAuthorizeAttribute>();
}
