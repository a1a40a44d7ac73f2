namespace Messaging.Dispatching;

/// <summary>Whose methods a contract's table runs: one object for all calls, or one of its own for each.</summary>
internal abstract class MethodHost<T>
    where T : class
{
    /// <summary>One object for all calls.</summary>
    public static MethodHost<T> Of(T instance) => new SharedHost<T>(instance);

    /// <summary>What runs a member with a result.</summary>
    public abstract MethodBody Bind<TResult>(Func<T, RpcInvocation, ValueTask<TResult>> body);

    /// <summary>What runs a member without a result.</summary>
    public abstract MethodBody Bind(Func<T, RpcInvocation, ValueTask> body);
}
