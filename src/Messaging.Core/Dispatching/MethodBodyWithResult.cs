namespace Messaging.Dispatching;

/// <summary>A method with a result.</summary>
internal sealed class MethodBodyWithResult<TResult>(Func<RpcInvocation, ValueTask<TResult>> body) : MethodBody
{
    public override ValueTask RunAsync(RpcInvocation call)
    {
        var result = body(call);
        if (result.IsCompletedSuccessfully)
        {
            call.SetResult(result.Result);
            return ValueTask.CompletedTask;
        }

        return FinishAsync(call, result);
    }

    private static async ValueTask FinishAsync(RpcInvocation call, ValueTask<TResult> result) =>
        call.SetResult(await result.ConfigureAwait(false));
}
