using Messaging.Drivers.Rabbit.Consuming;

namespace Messaging.Drivers.Rabbit.Tests.Consuming;

public sealed class SilenceTests
{
    private readonly Silence _silence = new();

    [Fact]
    public void Silence_is_looked_into_once_an_interval()
    {
        Assert.Equal([8, 16, 24], Looks(24));
    }

    [Fact]
    public void A_flow_that_stops_is_looked_into_at_once_and_then_once_an_interval()
    {
        Flow(4);
        Assert.Equal([1, 9], Looks(10));
    }

    [Fact]
    public void A_few_messages_are_no_flow()
    {
        Flow(3);
        Assert.Equal([8], Looks(9));
        Flow(3);
        Assert.Equal([8], Looks(9));
    }

    [Fact]
    public void While_nothing_could_come_nothing_is_missed()
    {
        Looks(7);
        _silence.OnPause();
        Assert.Equal([8], Looks(8));

        Flow(4);
        _silence.OnPause();
        Assert.Equal([1], Looks(1));
    }

    private void Flow(int ticks)
    {
        foreach (var _ in Enumerable.Range(0, ticks))
        {
            _silence.OnFlow();
        }
    }

    private int[] Looks(int ticks) => [.. Enumerable.Range(1, ticks).Where(_ => _silence.OnSilence())];
}
