namespace Messaging.Dispatching;

/// <summary>One object, whose methods are called concurrently.</summary>
internal sealed class SharedHost<T>(T instance) : MethodHost<T>
    where T : class
{
    public override MethodBody Bind<TResult>(Func<T, RpcInvocation, ValueTask<TResult>> body) =>
        new MethodBodyWithResult<TResult>(call => body(instance, call));

    public override MethodBody Bind(Func<T, RpcInvocation, ValueTask> body) => new MethodBodyWithoutResult(call => body(instance, call));
}
