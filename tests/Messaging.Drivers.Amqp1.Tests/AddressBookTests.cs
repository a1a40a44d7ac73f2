using Messaging.Drivers.Amqp1.Topology;

namespace Messaging.Drivers.Amqp1.Tests;

public sealed class AddressBookTests
{
    private readonly AddressBook _addresses = new("openstack");

    [Fact]
    public void An_address_that_was_used_before_builds_no_text()
    {
        var target = new Target { Topic = "calc", Server = "one" };
        Assert.Same(_addresses.Of(target), _addresses.Of(target));
        Assert.Same(_addresses.OfFanout(target), _addresses.OfFanout(target));
        Assert.Same(_addresses.OfCancellations(target), _addresses.OfCancellations(target));
        Assert.Same(_addresses.OfQueue("reply_1"), _addresses.OfQueue("reply_1"));
    }

    [Fact]
    public void Callers_that_come_and_go_do_not_fill_the_memory()
    {
        var first = _addresses.OfQueue("reply_1");
        for (var i = 0; i < 5000; i++)
        {
            Assert.Equal($"/queues/reply%20{i}", _addresses.OfQueue($"reply {i}"));
        }

        Assert.NotSame(first, _addresses.OfQueue("reply_1"));
    }
}
