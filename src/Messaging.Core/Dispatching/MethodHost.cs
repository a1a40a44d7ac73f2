namespace Messaging.Dispatching;

/// <summary>Provides the object whose methods a contract's table runs: one for all calls, or a new one for each call.</summary>
internal abstract class MethodHost<T>
    where T : class
{
    /// <summary>One object for all calls.</summary>
    public static MethodHost<T> Of(T instance) => new SharedHost<T>(instance);

    /// <summary>The body of a member with a result.</summary>
    public abstract MethodBody Bind<TResult>(Func<T, RpcInvocation, ValueTask<TResult>> body);

    /// <summary>The body of a member without a result.</summary>
    public abstract MethodBody Bind(Func<T, RpcInvocation, ValueTask> body);
}
