namespace Messaging.Core.Tests.Calling;

public sealed class TargetRulesTests
{
    public static TheoryData<string, string> Refused => new()
    {
        { "Topic", "" },
        { "Topic", "*" },
        { "Topic", "a.#.b" },
        { "Topic", "line\nfeed" },
        { "Topic", new string('x', 201) },
        { "Topic", new string('é', 101) },
        { "Server", "" },
        { "Server", "#" },
        { "Server", "a\0" },
        { "Exchange", "" },
        { "Exchange", "\u007f" },
        { "Namespace", "" },
        { "Version", "1" },
        { "Version", "" },
        { "Version", "a.b" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_part_that_is_not_valid_is_named(string part, string value)
    {
        var error = Assert.Throws<InvalidTargetException>(() => Make(part, value));

        Assert.Equal(part, error.Part);
        Assert.Contains(part, error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Topic", "a.b-c_d")]
    [InlineData("Topic", "a*b")]
    [InlineData("Topic", "тема")]
    [InlineData("Server", "compute.host1.example.org")]
    [InlineData("Exchange", "*")]
    [InlineData("Namespace", "any thing #")]
    [InlineData("Version", "1.0")]
    [InlineData("Version", "1.2.3")]
    public void Every_other_part_is(string part, string value) =>
        Assert.Contains(value, Make(part, value).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Equal_parts_are_equal_targets_and_an_empty_one_says_so()
    {
        Assert.Equal(new Target { Topic = "a", Server = "b" }, new Target { Topic = "a", Server = "b" });
        Assert.NotEqual(new Target { Topic = "a" }, new Target { Topic = "a", Fanout = true });
        Assert.Equal("(empty target)", new Target().ToString());
        Assert.Equal("topic 'a', fanout 'true'", new Target { Topic = "a", Fanout = true }.ToString());
    }

    [Fact]
    public async Task What_lacks_a_part_that_its_use_needs_is_refused()
    {
        await using var transport =
            Transport.Create("memory://targets", new TransportOptions { Drivers = new Messaging.Drivers.DriverRegistry() });

        Assert.Equal("Topic", Assert.Throws<InvalidTargetException>(() => new RpcClient(transport, new Target())).Part);
        Assert.Equal("Topic",
            Assert.Throws<InvalidTargetException>(() => new RpcServer(transport, new Target { Server = "s" }, new object())).Part);
        Assert.Equal("Server",
            Assert.Throws<InvalidTargetException>(() => new RpcServer(transport, new Target { Topic = "t" }, new object())).Part);
        Assert.Equal("Fanout",
            Assert.Throws<InvalidTargetException>(() =>
            new RpcServer(transport, new Target { Topic = "t", Server = "s", Fanout = true }, new object())).Part);
        Assert.Throws<ArgumentException>(() => new RpcServer(transport, new Target { Topic = "t", Server = "s" }));
    }

    private static Target Make(string part, string value) => part switch
    {
        "Topic" => new Target { Topic = value },
        "Server" => new Target { Server = value },
        "Exchange" => new Target { Exchange = value },
        "Namespace" => new Target { Namespace = value },
        _ => new Target { Version = value },
    };
}
