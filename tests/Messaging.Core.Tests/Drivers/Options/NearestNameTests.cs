using Messaging.Drivers;

namespace Messaging.Core.Tests.Drivers.Options;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("Topic", "topic", 0)]
    [InlineData("clac", "calc", 2)]
    [InlineData("kitten", "sitting", 3)]
    public void The_distance_is_the_number_of_letters_to_change(string from, string to, int distance) =>
        Assert.Equal(distance, NearestName.Distance(from, to));

    [Fact]
    public void A_near_name_is_found_and_a_far_one_is_not()
    {
        string[] known = ["rabbit_quorum_queue", "rabbit_ha_queues"];
        Assert.Equal("rabbit_quorum_queue", NearestName.Find("rabbit_quorum_queues", known));
        Assert.Null(NearestName.Find("colour", known));
        Assert.Contains("Known: rabbit_ha_queues, rabbit_quorum_queue.", NearestName.Suggest("colour", known), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_known_names_there_is_none() => Assert.Equal("There is none.", NearestName.Suggest("calc", []));
}
