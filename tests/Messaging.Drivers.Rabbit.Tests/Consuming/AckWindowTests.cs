using Messaging.Drivers.Rabbit.Consuming;

namespace Messaging.Drivers.Rabbit.Tests.Consuming;

public sealed class AckWindowTests
{
    [Fact]
    public void What_is_settled_from_the_front_is_acknowledged_as_one()
    {
        var window = new AckWindow();
        foreach (var tag in new ulong[] { 1, 2, 3 })
        {
            window.Acknowledge(tag);
        }

        Assert.True(window.TryTakePrefix(out var prefix));
        Assert.Equal(3UL, prefix);
        Assert.False(window.TryTakeApart(out _));
        Assert.False(window.TryTakePrefix(out _));
    }

    [Fact]
    public void What_is_behind_an_open_one_goes_alone()
    {
        var window = new AckWindow();
        window.Acknowledge(1);
        window.Acknowledge(3);

        Assert.True(window.TryTakePrefix(out var prefix));
        Assert.Equal(1UL, prefix);
        Assert.True(window.TryTakeApart(out var apart));
        Assert.Equal(3UL, apart);

        window.Acknowledge(2);
        Assert.True(window.TryTakePrefix(out prefix));
        Assert.Equal(2UL, prefix);
        Assert.False(window.TryTakeApart(out _));
    }

    [Fact]
    public void An_ending_that_comes_twice_is_ignored()
    {
        var window = new AckWindow();
        window.Acknowledge(1);
        window.TryTakePrefix(out _);
        window.Acknowledge(1);
        window.Close(1);
        Assert.False(window.TryTakePrefix(out _));
        Assert.False(window.TryTakeApart(out _));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whatever_the_order_the_broker_sees_each_delivery_settled_once_and_as_it_was_meant(int seed)
    {
        var random = new Random(seed);
        var window = new AckWindow();
        var broker = new BrokerModel();
        var open = new List<ulong>();
        var meant = new Dictionary<ulong, bool>();
        for (var step = 0; step < 5000; step++)
        {
            switch (random.Next(10))
            {
                case < 4:
                    open.Add(broker.Deliver());
                    break;
                case 4:
                    window.Close(broker.DeliverWithoutAck());
                    break;
                case < 9 when open.Count > 0:
                    // Mostly from the front, as requests are taken; sometimes anywhere.
                    var index = random.Next(3) == 0 ? random.Next(open.Count) : random.Next(Math.Min(4, open.Count));
                    var tag = open[index];
                    open.RemoveAt(index);
                    if (random.Next(5) == 0)
                    {
                        meant[tag] = false;
                        window.Close(tag);
                        broker.Reject(tag);
                    }
                    else
                    {
                        meant[tag] = true;
                        window.Acknowledge(tag);
                    }

                    break;
                default:
                    Flush(window, broker);
                    break;
            }
        }

        Flush(window, broker);
        Assert.Equal(meant.OrderBy(m => m.Key), broker.Settled.OrderBy(s => s.Key));
        Assert.Equal(open.Order(), broker.Open.Order());
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 20)];

    private static void Flush(AckWindow window, BrokerModel broker)
    {
        if (window.TryTakePrefix(out var tag))
        {
            broker.Acknowledge(tag, multiple: true);
        }

        while (window.TryTakeApart(out tag))
        {
            broker.Acknowledge(tag, multiple: false);
        }
    }

    /// <summary>A channel as the broker keeps it: a number that is not open is an error that would close it.</summary>
    private sealed class BrokerModel
    {
        private ulong _last;

        public SortedSet<ulong> Open { get; } = [];

        public Dictionary<ulong, bool> Settled { get; } = [];

        public ulong Deliver()
        {
            Open.Add(++_last);
            return _last;
        }

        public ulong DeliverWithoutAck() => ++_last;

        public void Reject(ulong tag)
        {
            Assert.True(Open.Remove(tag));
            Settled.Add(tag, false);
        }

        public void Acknowledge(ulong tag, bool multiple)
        {
            Assert.Contains(tag, Open);
            foreach (var each in multiple ? [.. Open.TakeWhile(t => t <= tag)] : new[] { tag })
            {
                Open.Remove(each);
                Settled.Add(each, true);
            }
        }
    }
}
