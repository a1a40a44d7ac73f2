using Messaging.Interop.Tests.Stage;

namespace Messaging.Interop.Tests.Serving;

/// <summary>Which methods a server lets through.</summary>
public sealed class AccessTests(Troupe troupe) : InteropTest(troupe)
{
    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task An_explicit_policy_serves_what_is_marked(Side client, Side server)
    {
        await ServeAsync(server, "one", new() { AccessPolicy = "explicit" });

        Assert.Equal("\"exposed\"", await CallAsync(client, "exposed"));
        await IsRefusedAsync(client, "whoami");
        await IsRefusedAsync(client, "_private");
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_legacy_policy_serves_private_methods_too(Side client, Side server)
    {
        await ServeAsync(server, "one", new() { AccessPolicy = "legacy" });

        Assert.Equal("\"private\"", await CallAsync(client, "_private"));
        Assert.Equal("\"one\"", await CallAsync(client, "whoami"));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_server_answers_pings_where_that_is_wanted(Side client, Side server)
    {
        await ServeAsync(server, "one", new() { Ping = true });

        Assert.Equal("\"pong\"", await CallAsync(client, "oslo_rpc_server_ping"));
        Assert.Equal("\"pong\"", await CallAsync(client, "oslo_rpc_server_ping", more: new() { Server = "one" }));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_server_answers_no_pings_otherwise(Side client, Side server)
    {
        await ServeAsync(server, "one", new() { Ping = false });

        await IsRefusedAsync(client, "oslo_rpc_server_ping");
    }

    private async Task IsRefusedAsync(Side client, string method)
    {
        var answer = await AskAsync(client, new() { Method = method });
        Assert.Equal(client == Side.Python ? "NoSuchMethod" : "MethodNotFoundException", answer.ErrorType);
    }
}
