using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Messaging.Dispatching;
using Messaging.Notifications.Messages;

namespace Messaging.Notifications.Listening;

/// <summary>Creates a notification endpoint from an object by reflection, once. A method that cannot be called is an error that names
/// it.</summary>
[RequiresUnreferencedCode("Finds methods by reflection.")]
[RequiresDynamicCode("Compiles a delegate for each method.")]
internal static class NotificationEndpointScanner
{
    public static NotificationEndpoint Scan(object instance, NotificationFilter? filter)
    {
        var type = instance.GetType();
        var handlers = new List<NotificationHandler>();
        foreach (var method in VisibleMethods.Of(type))
        {
            if (TryGetPriority(method, out var priority))
            {
                handlers.Add(Describe(instance, type, method, priority));
            }
        }

        return new NotificationEndpoint(type.Name, handlers, filter);
    }

    private static bool TryGetPriority(MethodInfo method, out NotificationPriority priority)
    {
        const string Suffix = "Async";
        var name = method.Name.EndsWith(Suffix, StringComparison.Ordinal)
            ? method.Name.AsSpan(0, method.Name.Length - Suffix.Length)
            : method.Name;
        return NotificationPriorities.TryParse(name, out priority) && char.IsUpper(name[0]);
    }

    private static NotificationHandler Describe(object instance, Type type, MethodInfo method, NotificationPriority priority)
    {
        if (method.IsGenericMethodDefinition)
        {
            throw Cannot(type, method, "it is generic, and a message carries no type arguments");
        }

        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute), inherit: false))
        {
            throw Cannot(type, method, "it is async void, so its end and its failure go unnoticed. Return a Task");
        }

        if (!NotificationMethodCompiler.IsResult(method.ReturnType))
        {
            throw Cannot(type, method, $"it returns a {method.ReturnType.Name}. Return nothing, a NotificationResult, or a task of either");
        }

        var parameters = method.GetParameters();
        var takesBatch = Array.Exists(parameters, parameter => NotificationMethodCompiler.IsBatch(parameter.ParameterType));
        foreach (var parameter in parameters)
        {
            if (!NotificationMethodCompiler.CanFill(parameter, takesBatch))
            {
                throw Cannot(type, method, takesBatch
                    ? $"its parameter '{parameter.Name}' gets no value. A method of batches takes the list of notifications "
                        + "and a CancellationToken"
                    : $"its parameter '{parameter.Name}' gets no value. It may have: string publisherId, string eventType, payload of any "
                        + "type, and an RpcContext, a NotificationMetadata, a Notification, a CancellationToken of any name");
            }
        }

        var name = $"{type.Name}.{method.Name}";
        return takesBatch
            ? NotificationHandler.CreateBatch(name, priority, NotificationMethodCompiler.CompileBatch(instance, method))
            : NotificationHandler.CreateSingle(name, priority, NotificationMethodCompiler.CompileSingle(instance, method));
    }

    private static InvalidEndpointException Cannot(Type type, MethodInfo method, string why) =>
        new(type.Name, method.Name, $"{type.Name}.{method.Name} cannot get notifications: {why}.");
}
