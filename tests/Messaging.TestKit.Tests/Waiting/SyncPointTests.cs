namespace Messaging.TestKit.Tests;

public sealed class SyncPointTests
{
    [Fact]
    public async Task Code_parks_until_the_test_lets_it_go()
    {
        var point = new SyncPoint();
        var code = Task.Run(() => point.ParkAsync());
        await point.WaitUntilParkedAsync();
        Assert.False(code.IsCompleted);

        point.Release();

        await code.WaitAsync(WaitLimit.Default);
    }

    [Fact]
    public async Task After_the_release_everybody_passes()
    {
        var point = new SyncPoint();
        point.Release();
        Assert.False(point.WasReached);

        await point.ParkAsync();

        Assert.True(point.WasReached);
    }

    [Fact]
    public async Task Parked_code_can_be_cancelled()
    {
        var point = new SyncPoint();
        using var cancellation = new CancellationTokenSource();
        var code = point.ParkAsync(cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => code);
    }

    [Fact]
    public async Task Waiting_for_nobody_ends() =>
        await Assert.ThrowsAsync<TimeoutException>(() => new SyncPoint().WaitUntilParkedAsync(TimeSpan.FromMilliseconds(1)));
}
