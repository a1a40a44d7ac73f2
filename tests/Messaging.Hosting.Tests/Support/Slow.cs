namespace Messaging.Hosting.Tests.Support;

/// <summary>An endpoint whose method stands still until the test lets it go on, or until its token fires.</summary>
[RpcEndpoint(Exposure = RpcExposure.MarkedMethods)]
public sealed class Slow
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _finish = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Entered => _entered.Task.WaitAsync(WaitLimit.Default);

    public Task Cancelled => _cancelled.Task.WaitAsync(WaitLimit.Default);

    public void Finish() => _finish.TrySetResult();

    [RpcMethod]
    public async Task<string> WorkAsync(CancellationToken cancellationToken)
    {
        _entered.TrySetResult();
        try
        {
            await _finish.Task.WaitAsync(cancellationToken);
            return "done";
        }
        catch (OperationCanceledException)
        {
            _cancelled.TrySetResult();
            throw;
        }
    }
}
