using System.Diagnostics;
using System.Globalization;

namespace Messaging.Drivers.Thrift.Tests.Samples;

/// <summary>samples/ThriftCalc as two programs, and with Python's server on the other side.</summary>
public sealed class ThriftCalcTests
{
    [Fact]
    public async Task One_program_serves_and_another_calls()
    {
        var url = $"thrift://127.0.0.1:{FreePorts.Next()}";
        await using var server = ChildProcess.Start(Command("serve", "--url", url));
        await server.Output.WaitForAsync(line => line == "ready", "the ready line", WaitLimit.Start);

        Assert.Equal("3", await RunAsync("call", "--url", url, "add", "a=1", "b=2"));
        Assert.Equal("2.5", await RunAsync("call", "--url", url + "/?protocol=compact&transport=zlib", "divide", "a=5", "b=2"));
        Assert.Equal("", await RunAsync("cast", "--url", url, "record", "text=hi"));
        await server.Output.WaitForAsync(line => line == "recorded: hi", "the cast");
        var failed = await Processes.RunAsync(Command("call", "--url", url, "divide", "a=1", "b=0"), WaitLimit.Start);
        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("DivisionByZero: 1 cannot be divided by zero.", failed.Error, StringComparison.Ordinal);
        Assert.Equal(0, await server.StopAsync(WaitLimit.Default));
    }

    [Fact]
    public async Task The_sample_calls_a_Python_server()
    {
        await using var python = PythonPeer.Start("thrift_peer.py", "serve");
        var ports = (await python.WaitForReadyAsync()).GetProperty("ports");
        var port = ports.GetProperty("binary/framed").GetInt32().ToString(CultureInfo.InvariantCulture);

        Assert.Equal("3", await RunAsync("call", "--url", $"thrift://127.0.0.1:{port}", "add", "a=1", "b=2"));
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        var result = await Processes.RunAsync(Command(arguments), WaitLimit.Start);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output.TrimEnd();
    }

    private static ProcessStartInfo Command(params string[] arguments) =>
        new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, "ThriftCalc.dll"), .. arguments]);
}
