using System.Diagnostics;
using System.Globalization;

namespace Messaging.AspNetCore.Tests.Samples;

/// <summary>samples/Gateway as two programs: TLS and a password on the way.</summary>
public sealed class GatewaySampleTests
{
    [Fact]
    public async Task One_program_serves_and_another_calls()
    {
        var folder = Directory.CreateTempSubdirectory("gateway-sample-");
        var certificate = Path.Combine(folder.FullName, "certificate.pem");
        var port = FreePorts.Next().ToString(CultureInfo.InvariantCulture);
        await using var server = ChildProcess.Start(Command("serve", "--port", port, "--password", "p@ss", "--certificate", certificate));
        await server.Output.WaitForAsync(line => line == "ready", "the ready line", WaitLimit.Start);
        var url = $"https://ada:p%40ss@localhost:{port}/rpc?ssl_ca_file={certificate}";

        Assert.Equal("3", await RunAsync("call", "--url", url, "add", "a=1", "b=2"));
        Assert.Equal("3", await RunAsync("Quickstart.dll", ["call", "--url", url, "--topic", "calc", "add", "a=1", "b=2"]));
        Assert.Equal("ada", await RunAsync("call", "--url", url, "whoami"));
        var failed = await Processes.RunAsync(Command("call", "--url", url, "divide", "a=1", "b=0"), WaitLimit.Start);
        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("DivideByZeroException: 1 cannot be divided by zero.", failed.Error, StringComparison.Ordinal);
        var stranger = await Processes.RunAsync(
            Command("call", "--url", url.Replace("p%40ss", "guess", StringComparison.Ordinal), "add", "a=1", "b=2"), WaitLimit.Start);
        Assert.Contains("refused us", stranger.Error, StringComparison.Ordinal);
        var untrusting = await Processes.RunAsync(Command("call", "--url", url.Split('?')[0], "add", "a=1", "b=2"), WaitLimit.Start);
        Assert.Contains("ssl_ca_file", untrusting.Error, StringComparison.Ordinal);
        Assert.Equal(0, await server.StopAsync(WaitLimit.Default));
        folder.Delete(recursive: true);
    }

    private static Task<string> RunAsync(params string[] arguments) => RunAsync("Gateway.dll", arguments);

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        var result = await Processes.RunAsync(Command(program, arguments), WaitLimit.Start);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output.TrimEnd();
    }

    private static ProcessStartInfo Command(params string[] arguments) => Command("Gateway.dll", arguments);

    private static ProcessStartInfo Command(string program, string[] arguments) =>
        new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, program), .. arguments]);
}
