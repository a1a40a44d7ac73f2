using Messaging.Drivers.Rabbit.Consuming;

namespace Messaging.Drivers.Rabbit.Tests.Consuming;

public sealed class RestorePaceTests
{
    private readonly RestorePace _pace = new();

    [Fact]
    public void It_is_due_when_messages_have_come_and_cease()
    {
        Assert.False(_pace.IsDue(isQuiet: false, work: 1));
        Assert.True(_pace.IsDue(isQuiet: true, work: 1));
    }

    [Fact]
    public void Once_done_it_is_not_due_again_while_nothing_comes()
    {
        Assert.True(_pace.IsDue(isQuiet: true, work: 1));
        Assert.False(_pace.IsDue(isQuiet: true, work: 1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Now_and_then_it_is_due_in_any_case(bool isBusy)
    {
        for (var tick = 1; tick < RestorePace.MaxTicks; tick++)
        {
            Assert.False(_pace.IsDue(isQuiet: false, isBusy ? tick : 0));
        }

        Assert.True(_pace.IsDue(isQuiet: false, 0));
        Assert.False(_pace.IsDue(isQuiet: false, 0));
    }
}
