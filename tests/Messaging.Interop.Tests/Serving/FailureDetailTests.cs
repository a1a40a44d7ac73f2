using System.Text.Json;
using Messaging.Interop.Tests.Stage;

namespace Messaging.Interop.Tests.Serving;

/// <summary>What else a failure brings: arguments, named values, the server's trace.</summary>
public sealed class FailureDetailTests(Troupe troupe) : InteropTest(troupe)
{
    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task The_trace_of_the_server_is_shown(Side client, Side server)
    {
        var error = await FailAsync(client, server, "MessagingTimeout");

        // Where it was raised, in the server's own way of telling.
        Assert.Contains(server == Side.Python ? "oslo_server.py" : "DefaultEndpoint", error.GetProperty("trace").GetString()!, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Named_values_arrive(Side client, Side server)
    {
        // Python drops them unless it can rebuild the class.
        var error = await FailAsync(client, server, "PeerError", client == Side.Python ? ["oslo_server"] : []);

        var named = error.GetProperty("kwargs");
        Assert.Equal(42, named.GetProperty("code").GetInt32());
        Assert.Equal("""["a",null]""", JsonSerializer.Serialize(named.GetProperty("detail")));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Arguments_arrive(Side client, Side server)
    {
        var error = await FailAsync(client, server, "InvalidOperation", client == Side.Python ? ["decimal"] : []);

        Assert.StartsWith("boom", error.GetProperty("args")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_of_kinds_that_JSON_does_not_have_arrive_as_what_Python_makes_of_them()
    {
        var error = await FailAsync(Side.Dotnet, Side.Python, "OddArgs");

        Assert.Equal(
            """["boom",{"k":[1,null]},"bytes","00000000-0000-0000-0000-000000000001"]""", JsonSerializer.Serialize(error.GetProperty("args")));
    }

    [Fact]
    public async Task The_module_of_a_Python_exception_is_told()
    {
        Assert.Equal("oslo_server", (await FailAsync(Side.Dotnet, Side.Python, "PeerError")).GetProperty("remote_module").GetString());
        Assert.Equal("builtins", (await FailAsync(Side.Dotnet, Side.Python, "ValueError")).GetProperty("remote_module").GetString());
    }

    [Fact]
    public async Task Built_in_exceptions_of_Python_become_those_of_the_platform_where_they_are_allowed()
    {
        foreach (var (kind, type) in new[] { ("ValueError", "ArgumentException"), ("KeyError", "KeyNotFoundException"),
            ("ZeroDivisionError", "DivideByZeroException"), ("RuntimeError", "InvalidOperationException") })
        {
            var error = await FailAsync(Side.Dotnet, Side.Python, kind, ["builtins"]);
            Assert.Equal(type, error.GetProperty("type").GetString());
        }
    }

    private async Task<JsonElement> FailAsync(Side client, Side server, string kind, string[]? allowed = null) =>
        (await Troupe.Client(client).AskAsync(new()
        {
            Topic = Troupe.TopicOf(server),
            Method = "fail",
            Args = $$"""{"kind": "{{kind}}"}""",
            AllowExmod = allowed,
        })).Error;
}
