using Messaging.Drivers.Rabbit.Sending.Channels;
using Messaging.Drivers.Rabbit.Verdicts;

namespace Messaging.Drivers.Rabbit.Tests.Sending.Channels;

public sealed class MessageSizesTests
{
    [Fact]
    public void What_is_larger_than_any_before_is_unknown_until_it_is_accepted_or_below_a_limit_that_is_known()
    {
        var sizes = new MessageSizes();
        Assert.False(sizes.IsUnknown(64 * 1024));
        Assert.True(sizes.IsUnknown(100_000));
        Assert.Null(sizes.Find(int.MaxValue));

        sizes.OnAccepted(100_000);
        Assert.False(sizes.IsUnknown(100_000));
        Assert.True(sizes.IsUnknown(100_001));
        sizes.OnAccepted(10);
        Assert.False(sizes.IsUnknown(100_000));

        sizes.OnRefused(new SizeRefusal(300_000, 200_000));
        Assert.False(sizes.IsUnknown(150_000));
        Assert.Null(sizes.Find(200_000));
        Assert.Equal(new SizeRefusal(200_001, 200_000), sizes.Find(200_001));
    }

    [Fact]
    public void What_was_let_through_just_before_the_limit_became_known_harms_nothing_beside_it()
    {
        var sizes = new MessageSizes();
        Assert.Null(sizes.Find(300_000));
        sizes.OnRefused(new SizeRefusal(300_000, 200_000));

        Assert.True(sizes.IsUnknown(300_000));
    }
}
