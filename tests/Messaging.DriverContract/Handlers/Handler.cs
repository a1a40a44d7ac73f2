namespace Messaging.DriverContract;

/// <summary>Methods of servers in a line each. A parameter whose name ends with <c>?</c> is optional.</summary>
internal static class Handler
{
    /// <summary>A method that returns at once.</summary>
    public static RpcMethod Returns<T>(string name, Func<RpcInvocation, T> body, params string[] parameters) =>
        RpcMethod.Create(name, Describe(parameters), call => new ValueTask<T>(body(call)));

    /// <summary>A method that takes its time.</summary>
    public static RpcMethod Runs<T>(string name, Func<RpcInvocation, Task<T>> body, params string[] parameters) =>
        RpcMethod.Create(name, Describe(parameters), call => new ValueTask<T>(body(call)));

    /// <summary>A method without a result.</summary>
    public static RpcMethod Does(string name, Action<RpcInvocation> body, params string[] parameters) =>
        RpcMethod.Create(name, Describe(parameters), call =>
        {
            body(call);
            return ValueTask.CompletedTask;
        });

    /// <summary>A method without a result that takes its time.</summary>
    public static RpcMethod DoesLater(string name, Func<RpcInvocation, Task> body, params string[] parameters) =>
        RpcMethod.Create(name, Describe(parameters), call => new ValueTask(body(call)));

    /// <summary>Returns its argument <c>value</c>, whatever that is.</summary>
    public static RpcMethod Echo { get; } = Returns("echo", call => call.Argument<RpcValue>("value"), "value");

    /// <summary>Parks until the test releases it, then returns <c>done</c>.</summary>
    public static RpcMethod Parks(string name, SyncPoint point) => Runs(name, async _ =>
    {
        await point.ParkAsync();
        return "done";
    });

    private static RpcParameter[] Describe(string[] parameters) =>
        [.. parameters.Select(name => new RpcParameter(name.TrimEnd('?'), typeof(RpcValue), name.EndsWith('?')))];
}
