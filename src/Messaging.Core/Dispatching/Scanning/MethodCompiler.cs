using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;

namespace Messaging.Dispatching;

/// <summary>Compiles a method of an object into a delegate that reads its arguments, so that no message is dispatched by
/// reflection.</summary>
[RequiresUnreferencedCode("Compiles expressions over methods found by reflection.")]
[RequiresDynamicCode("Compiles a delegate for each method.")]
internal static class MethodCompiler
{
    private static readonly MethodInfo ReadArgument = Find(nameof(RpcInvocation.Argument));
    private static readonly MethodInfo ReadOptionalArgument = Find(nameof(RpcInvocation.ArgumentOr));

    /// <summary>Whether the library itself provides a parameter's value.</summary>
    public static bool IsInjected(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(RpcContext) || parameter.ParameterType == typeof(CancellationToken);

    /// <summary>Whether a parameter takes the extra arguments.</summary>
    public static bool TakesExtra(ParameterInfo parameter) => parameter.IsDefined(typeof(RpcExtraArgumentsAttribute), inherit: false);

    /// <summary>Whether a method has no result.</summary>
    public static bool HasNoResult(Type returned) => returned == typeof(void) || returned == typeof(Task) || returned == typeof(ValueTask);

    /// <summary>The type of a method's result: for a task, that of its result.</summary>
    public static Type ResultType(Type returned) =>
        returned.IsGenericType
        && (returned.GetGenericTypeDefinition() == typeof(Task<>) || returned.GetGenericTypeDefinition() == typeof(ValueTask<>))
            ? returned.GetGenericArguments()[0]
            : returned;

    public static MethodBody Compile(object instance, MethodInfo method)
    {
        var invocation = Expression.Parameter(typeof(RpcInvocation), "invocation");
        var call = Expression.Call(Expression.Constant(instance, method.DeclaringType!), method, Arguments(method, invocation));
        return HasNoResult(method.ReturnType)
            ? new MethodBodyWithoutResult(Expression.Lambda<Func<RpcInvocation, ValueTask>>(AsValueTask(call), invocation).Compile())
            : Make(nameof(WithResult), method, call, invocation);
    }

    /// <summary>Compiles a method of an object that the host provides.</summary>
    public static MethodBody Compile(MethodHost<object> host, MethodInfo method)
    {
        var target = Expression.Parameter(typeof(object), "target");
        var invocation = Expression.Parameter(typeof(RpcInvocation), "invocation");
        var call = Expression.Call(Expression.Convert(target, method.DeclaringType!), method, Arguments(method, invocation));
        return HasNoResult(method.ReturnType)
            ? host.Bind(Expression.Lambda<Func<object, RpcInvocation, ValueTask>>(AsValueTask(call), target, invocation).Compile())
            : Make(nameof(OfHost), method, call, target, invocation, host);
    }

    private static MethodBody Make(string factory, MethodInfo method, Expression call, params object[] rest)
    {
        var result = ResultType(method.ReturnType);
        var make = typeof(MethodCompiler).GetMethod(factory, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(result);
        return (MethodBody)make.Invoke(null, [AsValueTaskOf(call, result), .. rest])!;
    }

    private static MethodBodyWithResult<T> WithResult<T>(Expression call, ParameterExpression invocation) =>
        new(Expression.Lambda<Func<RpcInvocation, ValueTask<T>>>(call, invocation).Compile());

    private static MethodBody OfHost<T>(
        Expression call, ParameterExpression target, ParameterExpression invocation, MethodHost<object> host) =>
        host.Bind(Expression.Lambda<Func<object, RpcInvocation, ValueTask<T>>>(call, target, invocation).Compile());

    private static List<Expression> Arguments(MethodInfo method, ParameterExpression invocation)
    {
        var arguments = new List<Expression>();
        var index = 0;
        foreach (var parameter in method.GetParameters())
        {
            var type = parameter.ParameterType;
            if (type == typeof(RpcContext))
            {
                arguments.Add(Expression.Property(invocation, nameof(RpcInvocation.Context)));
            }
            else if (type == typeof(CancellationToken))
            {
                arguments.Add(Expression.Property(invocation, nameof(RpcInvocation.CancellationToken)));
            }
            else if (parameter.HasDefaultValue && !TakesExtra(parameter))
            {
                arguments.Add(Expression.Call(
                    invocation, ReadOptionalArgument.MakeGenericMethod(type), Expression.Constant(index++), DefaultOf(parameter)));
            }
            else
            {
                arguments.Add(Expression.Call(invocation, ReadArgument.MakeGenericMethod(type), Expression.Constant(index++)));
            }
        }

        return arguments;
    }

    private static Expression DefaultOf(ParameterInfo parameter)
    {
        var value = parameter.DefaultValue;
        if (value is null or DBNull)
        {
            return Expression.Default(parameter.ParameterType);
        }

        // Reflection gives the default of an enum parameter as a number.
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        var constant = Expression.Constant(type.IsEnum ? Enum.ToObject(type, value) : value, type);
        return Expression.Convert(constant, parameter.ParameterType);
    }

    private static Expression AsValueTask(Expression call)
    {
        if (call.Type == typeof(void))
        {
            return Expression.Block(call, Expression.Default(typeof(ValueTask)));
        }

        return call.Type == typeof(Task) ? Expression.New(typeof(ValueTask).GetConstructor([typeof(Task)])!, call) : call;
    }

    private static Expression AsValueTaskOf(Expression call, Type result)
    {
        var valueTask = typeof(ValueTask<>).MakeGenericType(result);
        return call.Type == valueTask ? call : Expression.New(valueTask.GetConstructor([call.Type])!, call);
    }

    private static MethodInfo Find(string name) =>
        typeof(RpcInvocation).GetMethods(BindingFlags.Instance | BindingFlags.NonPublic)
            .Single(method =>
                method.Name == name && method.IsGenericMethodDefinition && method.GetParameters()[0].ParameterType == typeof(int));
}
