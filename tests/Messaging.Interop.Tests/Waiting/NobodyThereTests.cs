using Messaging.Interop.Tests.Stage;

namespace Messaging.Interop.Tests.Waiting;

/// <summary>Calls that nobody serves: Python finds out when its time is over, we at once.</summary>
public sealed class NobodyThereTests(Troupe troupe) : InteropTest(troupe)
{
    [Theory]
    [MemberData(nameof(Sides))]
    public async Task A_topic_that_nobody_has_served(Side client) => await EndsAsync(client, new());

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_server_that_nobody_knows(Side client, Side server)
    {
        await ServeAsync(server, "one");

        await EndsAsync(client, new() { Server = "two" });
        Assert.Equal("\"one\"", await CallAsync(client, "whoami"));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Another_exchange(Side client, Side server)
    {
        await ServeAsync(server, "one", new() { Exchange = Topic });

        await EndsAsync(client, new() { Exchange = Topic + "-other" });
        Assert.Equal("\"one\"", await CallAsync(client, "whoami", more: new() { Exchange = Topic }));
        Assert.Equal("\"one\"", await CallAsync(client, "whoami", more: new() { Exchange = Topic, Server = "one" }));
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public async Task A_cast_that_nobody_takes_is_no_error(Side client) =>
        await CastAsync(client, "fanout", "record", """{"tag": 1}""");

    private async Task EndsAsync(Side client, PeerRequest request)
    {
        var answer = await AskAsync(client, request with { Method = "whoami", Timeout = client == Side.Python ? 1 : 600 });
        Assert.Equal(client == Side.Python ? "MessagingTimeout" : "NoServerException", answer.ErrorType);
    }
}
