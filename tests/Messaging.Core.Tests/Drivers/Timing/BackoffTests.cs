using Messaging.Drivers;

namespace Messaging.Core.Tests.Drivers.Timing;

public sealed class BackoffTests
{
    [Fact]
    public void Waits_double_up_to_the_longest_less_at_most_half()
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(3), new Random(1));
        foreach (var full in new[] { 200, 400, 800, 1600, 3000, 3000 })
        {
            Assert.InRange(backoff.Next().TotalMilliseconds, full / 2.0, full);
        }
    }

    [Fact]
    public void After_a_success_it_begins_again()
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(3), new Random(1));
        backoff.Next();
        backoff.Next();
        backoff.Reset();
        Assert.InRange(backoff.Next().TotalMilliseconds, 100, 200);
    }

    [Fact]
    public void Two_clients_do_not_wait_alike()
    {
        var random = new Random(1);
        var waits = Enumerable.Range(0, 20).Select(_ =>
            new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), random).Next()).Distinct();
        Assert.True(waits.Count() > 10);
    }
}
