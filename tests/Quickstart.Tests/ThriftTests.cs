using System.Globalization;

namespace Quickstart.Tests;

/// <summary>The sample over Thrift, as two programs, and with Python's own Thrift on the other side.</summary>
public sealed class ThriftTests
{
    private const string Program = "thrift_quickstart.py";

    private readonly string _idl = Path.Combine(AppContext.BaseDirectory, "quickstart.thrift");

    [Theory]
    [InlineData("thrift")]
    [InlineData("thrift+http")]
    public async Task One_program_serves_and_another_calls(string scheme)
    {
        await using var server = await Serving.StartAsync($"{scheme}://127.0.0.1:{FreePorts.Next()}", "--server", "one");

        Assert.Equal("3", await server.CallAsync("add", "a=1", "b=2"));
        Assert.Equal("one", await server.CallAsync("whoami"));
        Assert.Equal("zoë", await server.CallAsync("echo", "value=zoë"));
        Assert.Equal("null", await server.CallAsync("record", "tag=hi"));
        Assert.Contains("server   one recorded: hi", server.Output.Entries);
        await server.StopAsync();
    }

    [Fact]
    public async Task What_is_wrong_with_a_call_is_named()
    {
        var url = $"thrift://127.0.0.1:{FreePorts.Next()}";
        await using var server = await Serving.StartAsync(url);

        Assert.Contains("has no method 'subtract'. It has add, divide,", await server.FailAsync("subtract", "a=1"), StringComparison.Ordinal);
        Assert.Contains("'add' has no argument 'c'.", await server.FailAsync("add", "a=1", "b=2", "c=3"), StringComparison.Ordinal);
        Assert.Contains("add() needs the argument 'b'.", await server.FailAsync("add", "a=1"), StringComparison.Ordinal);
        Assert.Contains("'a' of 'add' is an i32", await server.FailAsync("add", "a=one", "b=2"), StringComparison.Ordinal);
        Assert.Contains("divide by zero", await server.FailAsync("divide", "a=1", "b=0"), StringComparison.Ordinal);
        Assert.Contains("Leave Server out", await server.FailAsync("whoami", "--server", "one"), StringComparison.Ordinal);
        Assert.Contains("within 0.3 s", await server.FailAsync("sleep", "seconds=30", "--timeout", "0.3"), StringComparison.Ordinal);
        var taken = await Sample.RunAsync("serve", "--url", url);
        Assert.Equal(1, taken.ExitCode);
        Assert.Contains("it is bound already", Assert.Single(taken.Error.Split('\n')), StringComparison.Ordinal);
        await server.StopAsync();
        Assert.StartsWith("Nobody serves topic 'calc'", await server.FailAsync("add", "a=1", "b=2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Python_client_calls_the_sample()
    {
        var port = FreePorts.Next();
        await using var server = await Serving.StartAsync($"thrift://127.0.0.1:{port}", "--server", "one");

        var said = await PythonPeer.RunAsync(Program, "call", _idl, port.ToString(CultureInfo.InvariantCulture));

        Assert.True(said.ExitCode == 0, said.Error);
        Assert.Equal("""{"add": 3, "whoami": "one", "echo": "zo\u00eb"}""", Assert.Single(said.Lines).GetRawText());
        Assert.Contains("server   one recorded: from Python", server.Output.Entries);
    }

    [Fact]
    public async Task The_sample_calls_a_Python_server()
    {
        await using var python = PythonPeer.Start(Program, "serve", _idl);
        var port = (await python.WaitForReadyAsync()).GetProperty("port").GetInt32();
        var url = $"thrift://127.0.0.1:{port}";

        Assert.Equal("3", await Serving.CallAsync(url, ["add", "a=1", "b=2"]));
        Assert.Equal("snake", await Serving.CallAsync(url, ["whoami"]));
    }
}
