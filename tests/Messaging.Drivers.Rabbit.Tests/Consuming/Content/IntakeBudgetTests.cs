using Messaging.Drivers.Rabbit.Consuming.Content;
using Messaging.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Messaging.Drivers.Rabbit.Tests.Consuming.Content;

public sealed class IntakeBudgetTests
{
    private readonly ManualTimeProvider _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_finds_no_room_waits_until_there_is_some()
    {
        using var budget = Budget(100);
        Assert.True(await budget.TryTakeAsync(60, Forever, Token));
        var second = budget.TryTakeAsync(60, Forever, Token);
        Assert.False(second.IsCompleted);
        budget.Release(60);

        Assert.True(await second);
        Assert.Equal(60, budget.Held);
    }

    [Fact]
    public async Task The_small_do_not_pass_the_large_who_wait()
    {
        using var budget = Budget(100);
        budget.Count(90);
        var large = budget.TryTakeAsync(80, Forever, Token);
        var small = budget.TryTakeAsync(5, Forever, Token);
        Assert.False(small.IsCompleted);
        budget.Release(90);

        Assert.True(await large);
        Assert.True(await small);
    }

    [Fact]
    public async Task One_that_is_larger_than_the_budget_is_let_in_alone()
    {
        using var budget = Budget(100);
        Assert.True(await budget.TryTakeAsync(500, Forever, Token));
    }

    [Fact]
    public async Task Who_has_waited_long_enough_holds_nothing_and_is_in_nobodys_way()
    {
        using var budget = Budget(100);
        budget.Count(90);
        var large = budget.TryTakeAsync(80, new Deadline(_clock, TimeSpan.FromSeconds(5)), Token);
        var small = budget.TryTakeAsync(5, Forever, Token);
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.False(await large);
        Assert.True(await small);
        Assert.Equal(95, budget.Held);
    }

    [Fact]
    public async Task Who_is_cancelled_holds_nothing()
    {
        using var budget = Budget(100);
        budget.Count(90);
        using var cancel = new CancellationTokenSource();
        var waiting = budget.TryTakeAsync(80, Forever, cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(90, budget.Held);
    }

    private Deadline Forever => new(_clock, Timeout.InfiniteTimeSpan);

    private IntakeBudget Budget(long limit) => new(limit, _clock, NullLogger.Instance);
}
