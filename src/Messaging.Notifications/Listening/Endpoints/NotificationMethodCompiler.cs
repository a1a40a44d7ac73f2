using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;

namespace Messaging.Notifications.Listening;

/// <summary>Compiles a method of an object into a delegate that takes its arguments from a notification, so that none is dispatched by
/// reflection.</summary>
[RequiresUnreferencedCode("Compiles expressions over methods found by reflection.")]
[RequiresDynamicCode("Compiles a delegate for each method.")]
internal static class NotificationMethodCompiler
{
    public static bool IsResult(Type type) => type == typeof(void) || type == typeof(Task) || type == typeof(ValueTask)
        || type == typeof(NotificationResult) || type == typeof(Task<NotificationResult>) || type == typeof(ValueTask<NotificationResult>);

    /// <summary>Whether a parameter takes several notifications.</summary>
    public static bool IsBatch(Type type) => type == typeof(IReadOnlyList<Notification>)
        || type == typeof(IReadOnlyCollection<Notification>) || type == typeof(IEnumerable<Notification>);

    /// <summary>Whether a parameter can get a value.</summary>
    public static bool CanFill(ParameterInfo parameter, bool takesBatch)
    {
        var type = parameter.ParameterType;
        if (type.IsByRef || type.IsPointer || type.IsByRefLike)
        {
            return false;
        }

        return takesBatch
            ? IsBatch(type) || type == typeof(CancellationToken)
            : parameter.Name == "payload" || FactOf(parameter) is not null || type == typeof(Notification)
                || type == typeof(CancellationToken);
    }

    public static Func<Notification, CancellationToken, ValueTask<NotificationResult>> CompileSingle(object instance, MethodInfo method)
    {
        var notification = Expression.Parameter(typeof(Notification), "notification");
        var token = Expression.Parameter(typeof(CancellationToken), "token");
        var arguments = method.GetParameters().Select(parameter => Argument(parameter, notification, token));
        return Expression
            .Lambda<Func<Notification, CancellationToken, ValueTask<NotificationResult>>>(
                Call(instance, method, arguments), notification, token)
            .Compile();
    }

    public static Func<IReadOnlyList<Notification>, CancellationToken, ValueTask<NotificationResult>> CompileBatch(
        object instance, MethodInfo method)
    {
        var notifications = Expression.Parameter(typeof(IReadOnlyList<Notification>), "notifications");
        var token = Expression.Parameter(typeof(CancellationToken), "token");
        var arguments = method.GetParameters().Select(parameter => IsBatch(parameter.ParameterType) ? (Expression)notifications : token);
        return Expression
            .Lambda<Func<IReadOnlyList<Notification>, CancellationToken, ValueTask<NotificationResult>>>(
                Call(instance, method, arguments), notifications, token)
            .Compile();
    }

    private static Expression Argument(ParameterInfo parameter, ParameterExpression notification, ParameterExpression token)
    {
        if (parameter.ParameterType == typeof(Notification))
        {
            return notification;
        }

        if (parameter.ParameterType == typeof(CancellationToken))
        {
            return token;
        }

        return FactOf(parameter) is { } fact
            ? Expression.Property(notification, fact)
            : Expression.Call(notification, nameof(Notification.PayloadAs), [parameter.ParameterType]);
    }

    /// <summary>The property of a notification that a parameter takes, by its type or its name.</summary>
    private static string? FactOf(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        return type == typeof(RpcContext) ? nameof(Notification.Context)
            : type == typeof(NotificationMetadata) ? nameof(Notification.Metadata)
            : type == typeof(NotificationPriority) ? nameof(Notification.Priority)
            : type != typeof(string) ? null
            : parameter.Name == "publisherId" ? nameof(Notification.PublisherId)
            : parameter.Name == "eventType" ? nameof(Notification.EventType)
            : null;
    }

    private static Expression Call(object instance, MethodInfo method, IEnumerable<Expression> arguments)
    {
        var call = Expression.Call(Expression.Constant(instance, method.DeclaringType!), method, arguments);
        if (method.ReturnType == typeof(void))
        {
            return Expression.Block(call, Expression.Default(typeof(ValueTask<NotificationResult>)));
        }

        if (method.ReturnType == typeof(Task))
        {
            return Expression.Call(((Func<Task, ValueTask<NotificationResult>>)HandledAfterAsync).Method, call);
        }

        if (method.ReturnType == typeof(ValueTask))
        {
            return Expression.Call(((Func<ValueTask, ValueTask<NotificationResult>>)HandledAfterAsync).Method, call);
        }

        return method.ReturnType == typeof(ValueTask<NotificationResult>)
            ? call
            : Expression.New(typeof(ValueTask<NotificationResult>).GetConstructor([method.ReturnType])!, call);
    }

    private static async ValueTask<NotificationResult> HandledAfterAsync(Task task)
    {
        await task.ConfigureAwait(false);
        return NotificationResult.Handled;
    }

    private static async ValueTask<NotificationResult> HandledAfterAsync(ValueTask task)
    {
        await task.ConfigureAwait(false);
        return NotificationResult.Handled;
    }
}
