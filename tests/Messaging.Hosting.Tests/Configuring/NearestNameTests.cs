using Messaging.Hosting.Configuring;

namespace Messaging.Hosting.Tests.Configuring;

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
    public void Without_known_names_there_is_none() => Assert.Equal("There is none.", NearestName.Suggest("calc", []));
}
