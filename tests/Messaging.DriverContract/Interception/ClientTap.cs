namespace Messaging.DriverContract;

/// <summary>An interceptor of a client in a line.</summary>
internal sealed class ClientTap(Func<RpcCall, RpcClientNext, ValueTask> body) : IRpcClientInterceptor
{
    public ValueTask InvokeAsync(RpcCall call, RpcClientNext next) => body(call, next);

    /// <summary>One that writes down what goes by, before and after.</summary>
    public static ClientTap Noting(Journal<string> journal, string name) => new(async (call, next) =>
    {
        journal.Add($"{name} {call.Method}");
        await next(call);
        journal.Add($"{name} {call.Method} ended");
    });
}
