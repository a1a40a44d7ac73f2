namespace Messaging.DriverContract;

/// <summary>An interceptor of a server in a line.</summary>
internal sealed class ServerTap(Func<RpcInvocation, RpcServerNext, ValueTask> body) : IRpcServerInterceptor
{
    public ValueTask InvokeAsync(RpcInvocation call, RpcServerNext next) => body(call, next);

    /// <summary>One that writes down what goes by, before and after.</summary>
    public static ServerTap Noting(Journal<string> journal, string name) => new(async (call, next) =>
    {
        journal.Add($"{name} {call.Method}");
        await next(call);
        journal.Add($"{name} {call.Method} ended");
    });
}
