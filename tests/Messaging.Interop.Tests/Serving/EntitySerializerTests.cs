using System.Text.Json;
using Messaging.Interop.Tests.Stage;

namespace Messaging.Interop.Tests.Serving;

/// <summary>A serializer of oslo.messaging and its counterpart of ours see the same: each argument, the result and the context.</summary>
public sealed class EntitySerializerTests(Troupe troupe) : LocalTest(troupe)
{
    private static readonly RpcContext Ada = new() { ["user"] = "ada", ["tenant"] = RpcValue.Null };

    [Fact]
    public async Task What_we_send_is_read_by_the_serializer_of_a_Python_server_and_the_reverse()
    {
        await using var serving = ChildProcess.Start(Programs.Of(
            Side.Python, "server", ["--topic", Topic, "--server", "one", "--stamps", "--url", Programs.PythonUrl(Troupe.Url)]));
        await serving.Output.WaitForAsync(line => line.Contains("\"ready\"", StringComparison.Ordinal), "ready", WaitLimit.Start);
        var client = new RpcClient(await OpenAsync(), new Target { Topic = Topic }, new RpcClientOptions { EntitySerializer = new Stamps() });

        Assert.Equal(3, await client.CallAsync<int>(Ada, "add", new { a = 1, b = 2 }, Token));
        int[] sent = [1, 2];
        Assert.Equal(sent, await client.CallAsync<int[]>(Ada, "echo", new { value = sent }, Token));
        Assert.Null(await client.CallAsync<string>(Ada, "none", null, Token));
        var context = await client.CallAsync<RpcValue>(Ada, "context", null, Token);
        Assert.Equal("ada", context["user"].GetString());
        Assert.True(context["stamped"].IsMissing);

        // One without the serializer is not understood there.
        var bare = new RpcClient(await OpenAsync(), new Target { Topic = Topic });
        var error = await Assert.ThrowsAsync<RemoteException>(() => bare.CallAsync<int>(Ada, "add", new { a = 1, b = 2 }, Token));
        Assert.Contains("the context is not stamped", error.RemoteMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_Python_client_sends_is_read_by_ours_and_the_reverse()
    {
        await using var server = new RpcServer(
            await OpenAsync(), new Target { Topic = Topic, Server = "local" }, new RpcServerOptions { EntitySerializer = new Stamps() }, new Adding());
        await server.StartAsync(Token);

        Assert.Equal("3", await CallFromPythonAsync("add", """{"a": 1, "b": 2}"""));
        Assert.Equal(JsonText.Canonical("""{"list":[1,null,"ä"],"of":"ada"}"""), await CallFromPythonAsync("wrap", """{"value": [1, null, "ä"]}"""));
        Assert.Equal("null", await CallFromPythonAsync("nothing", "{}"));
    }

    private async Task<string> CallFromPythonAsync(string method, string args)
    {
        string[] arguments =
        [
            "call", method, "--topic", Topic, "--stamps", "--args", args, "--context", """{"user": "ada"}""", "--url", Programs.PythonUrl(Troupe.Url),
        ];
        var called = await Processes.RunAsync(Programs.Of(Side.Python, "client", arguments), WaitLimit.Start);
        Assert.True(called.ExitCode == 0, called.Output);
        return JsonText.Canonical(JsonElement.Parse(called.Output).GetProperty("result").GetRawText());
    }

    private sealed class Adding
    {
        public int Add(int a, int b) => a + b;

        public object Wrap(RpcValue value, RpcContext context) => new { list = value, of = context["user"].GetString() };

        public void Nothing()
        {
        }
    }
}
