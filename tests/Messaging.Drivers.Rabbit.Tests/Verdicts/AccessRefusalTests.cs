using Messaging.Drivers.Rabbit.Verdicts;

namespace Messaging.Drivers.Rabbit.Tests.Verdicts;

public sealed class AccessRefusalTests
{
    [Theory]
    [InlineData("ACCESS_REFUSED - access to queue 'q.1' in vhost '/' refused for user 'ada'", "read", "the read permission for queue 'q.1' in virtual host '/'")]
    [InlineData("ACCESS_REFUSED - configure access to queue 'q.1' in vhost '/' refused for user 'ada'", "read", "the configure permission for queue 'q.1'")]
    [InlineData("ACCESS_REFUSED - access to exchange 'it's' in vhost 'v' refused for user 'ada'", "write", "the write permission for exchange 'it's' in virtual host 'v'")]
    [InlineData("ACCESS_REFUSED - write access to topic 'a.b' in exchange 'x' in vhost '/' refused for user 'ada'", "read", "the write permission for topic 'a.b' of exchange 'x'")]
    public void The_text_of_the_broker_is_read(string reply, string permission, string part)
    {
        var text = AccessRefusal.Read(reply)!.Explain("do that", permission);
        Assert.StartsWith("User 'ada' may not do that: it lacks " + part, text, StringComparison.Ordinal);
        Assert.Contains(reply, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ACCESS_REFUSED - queue 'q' in vhost '/' in exclusive use")]
    [InlineData("ACCESS_REFUSED - operation not permitted on the default exchange")]
    [InlineData("ACCESS_REFUSED")]
    public void Another_reason_is_not_read(string reply) => Assert.Null(AccessRefusal.Read(reply));

    [Fact]
    public void It_concerns_what_is_published_there_and_nothing_else()
    {
        var all = AccessRefusal.Read("access to exchange 'amq.default' in vhost '/' refused for user 'ada'")!;
        Assert.True(all.Concerns("", "reply_1"));
        Assert.False(all.Concerns("openstack", "reply_1"));
        var topic = AccessRefusal.Read("access to topic 'a' in exchange 'openstack' in vhost '/' refused for user 'ada'")!;
        Assert.True(topic.Concerns("openstack", "a"));
        Assert.False(topic.Concerns("openstack", "b"));
    }
}
