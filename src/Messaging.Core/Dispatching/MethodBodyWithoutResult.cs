namespace Messaging.Dispatching;

/// <summary>A method without a result.</summary>
internal sealed class MethodBodyWithoutResult(Func<RpcInvocation, ValueTask> body) : MethodBody
{
    public override ValueTask RunAsync(RpcInvocation call)
    {
        var result = body(call);
        if (result.IsCompletedSuccessfully)
        {
            result.GetAwaiter().GetResult();
            call.SetNoResult();
            return ValueTask.CompletedTask;
        }

        return FinishAsync(call, result);
    }

    private static async ValueTask FinishAsync(RpcInvocation call, ValueTask result)
    {
        await result.ConfigureAwait(false);
        call.SetNoResult();
    }
}
