namespace Messaging.DriverContract;

/// <summary>Its server, which calls itself while it serves.</summary>
internal sealed class Clock(IClock inner, SyncPoint parked) : IClock
{
    public Task<double> LeftAsync(RpcContext? context) => Task.FromResult(context!.TimeLeft!.Value.TotalSeconds);

    public Task<double> LessAsync(RpcContext? context) => LeftAsync(context);

    public Task<double> MoreAsync(RpcContext? context) => LeftAsync(context);

    public async Task<double[]> OuterAsync()
    {
        await parked.ParkAsync();
        return [await inner.LessAsync(), await inner.With(timeout: TimeSpan.FromSeconds(1)).LessAsync()];
    }
}
