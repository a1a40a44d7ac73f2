using Messaging.Drivers.Rabbit;
using Messaging.Interop.Tests.Stage;

namespace Messaging.Interop.Tests.Typed;

/// <summary>An exception that a contract declares is the exception itself at both ends, in both languages.</summary>
public sealed class DeclaredFailureTests(Troupe troupe) : InteropTest(troupe)
{
    [Fact]
    public async Task What_a_Python_server_raises_is_the_exception_that_the_contract_declares()
    {
        await using var transport = await OpenAsync();
        var failing = new RpcClient(transport, new Target { Topic = Troupe.TopicOf(Side.Python) }).As<IFailing>();

        var error = await Assert.ThrowsAsync<PeerErrorException>(() => failing.FailAsync("PeerError", "no bolts"));

        Assert.Equal(("no bolts", 42), (error.Message, error.Code));
        Assert.Equal(["a", null], error.Detail);
        Assert.Equal("oslo_server", Assert.IsType<RemoteException>(error.InnerException).Module);
        Assert.Equal("no", (await Assert.ThrowsAsync<FormatException>(() => failing.FailAsync("ValueError", "no"))).Message);
        Assert.Equal("KeyError", (await Assert.ThrowsAsync<RemoteException>(() => failing.FailAsync("KeyError"))).TypeName);
    }

    [Fact]
    public async Task What_our_server_throws_is_the_class_that_the_contract_names_for_a_Python_client()
    {
        await using var transport = await OpenAsync();
        await using var server = RpcServer.Create(transport, new Target { Topic = Topic, Server = "one" }, [RpcEndpoint.For<IFailing>(new Failing())]);
        await server.StartAsync(Token);

        var error = await FailAsync("PeerError");
        Assert.Equal(("PeerError_Remote", "oslo_server_Remote"), (error.GetProperty("type").GetString(), error.GetProperty("module").GetString()));
        Assert.StartsWith("boom", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(42, error.GetProperty("kwargs").GetProperty("code").GetInt32());
        Assert.Equal("""["a",null]""", error.GetProperty("kwargs").GetProperty("detail").GetRawText().Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal("ValueError", (await FailAsync("ValueError")).GetProperty("type").GetString());
        Assert.Equal("RemoteError", (await FailAsync("Other")).GetProperty("type").GetString());
    }

    private async Task<System.Text.Json.JsonElement> FailAsync(string kind) =>
        (await AskAsync(Side.Python, new() { Method = "fail", Args = $$"""{"kind": "{{kind}}"}""", AllowExmod = ["oslo_server", "builtins"] })).Error;

    private Task<Transport> OpenAsync()
    {
        RabbitDriver.Register();
        return Transport.OpenAsync(Troupe.Url, Token);
    }
}
