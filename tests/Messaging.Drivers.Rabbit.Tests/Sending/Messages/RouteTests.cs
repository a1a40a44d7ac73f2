using Messaging.Drivers.Rabbit.Sending.Messages;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.Sending.Messages;

public sealed class RouteTests
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(5);

    private readonly ManualTimeProvider _time = new();
    private readonly Route _route = new(null, "q");

    [Fact]
    public void A_queue_that_never_took_anything_is_not_missed() => Assert.False(_route.IsMissedFor(Most, _time));

    [Fact]
    public void A_queue_that_took_something_is_missed_for_a_while_after_the_first_return()
    {
        _route.OnServed();
        _time.Advance(TimeSpan.FromHours(1));

        Assert.True(_route.IsMissedFor(Most, _time));
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.True(_route.IsMissedFor(Most, _time));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(_route.IsMissedFor(Most, _time));
        Assert.False(_route.IsMissedFor(Most, _time));
    }

    [Fact]
    public void A_queue_that_came_back_in_time_is_missed_anew_the_next_time()
    {
        _route.OnServed();
        Assert.True(_route.IsMissedFor(Most, _time));
        _route.OnServed();
        _time.Advance(TimeSpan.FromHours(1));

        Assert.True(_route.IsMissedFor(Most, _time));
    }

    [Fact]
    public void A_queue_that_takes_something_again_is_missed_anew()
    {
        _route.OnServed();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_route.IsMissedFor(Most, _time));
        _time.Advance(Most);
        Assert.False(_route.IsMissedFor(Most, _time));

        _route.OnServed();
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(_route.IsMissedFor(Most, _time));
    }
}
