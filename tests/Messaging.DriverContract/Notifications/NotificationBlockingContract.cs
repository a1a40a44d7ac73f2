namespace Messaging.DriverContract;

/// <summary>Methods that block the threads they run on hold up neither other notifications nor calls.</summary>
public abstract class NotificationBlockingContract(IDriverFixture fixture) : NotificationContractTests(fixture)
{
    private const int Crowd = 64;
    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(10);

    [ContractFact]
    public async Task As_many_methods_as_may_run_block_at_a_time_and_calls_are_answered()
    {
        using var crowd = new BlockedCrowd(Crowd);
        var recorder = new NotificationRecorder(_ => crowd.Join() ? NotificationResult.Handled : NotificationResult.Requeue);
        await ListenAsync(recorder.ForAll());
        await ServeAsync(Handler.Echo);
        var notifier = await NotifierAsync();
        var client = await ClientAsync(new RpcClientOptions { Timeout = InTime });

        await Task.WhenAll(Enumerable.Range(0, Crowd).Select(i => notifier.InfoAsync(null, $"e{i}"))).WithinLimit();
        await crowd.WhenAllAreInAsync().WaitAsync(InTime);

        Assert.Equal(1, await client.CallAsync<int>(null, "echo", new { value = 1 }));
        crowd.Release();
    }
}
