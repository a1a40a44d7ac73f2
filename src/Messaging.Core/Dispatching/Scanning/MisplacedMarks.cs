using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Messaging.Dispatching;

/// <summary>Finds a mark <see cref="RpcMethodAttribute"/> on what cannot be served, where it would be passed over in silence.</summary>
[RequiresUnreferencedCode("Finds methods by reflection.")]
internal static class MisplacedMarks
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <exception cref="InvalidEndpointException">There is one.</exception>
    public static void Refuse(Type type)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            foreach (var method in level.GetMethods(Declared))
            {
                if (method.IsDefined(typeof(RpcMethodAttribute), inherit: false) && WhyNot(method) is { } why)
                {
                    throw new InvalidEndpointException(
                        type.Name,
                        method.Name,
                        $"{type.Name}.{method.Name} is marked with [RpcMethod] and cannot be served: it is {why}. Write a public instance "
                            + "method, or take the mark away.");
                }
            }
        }
    }

    private static string? WhyNot(MethodInfo method) =>
        method.Name.StartsWith('<') ? null // A local function, which nobody expects to be served.
        : method.IsStatic ? "static"
        : method.IsSpecialName ? "an accessor"
        : method.IsPublic ? null
        : "not public";
}
