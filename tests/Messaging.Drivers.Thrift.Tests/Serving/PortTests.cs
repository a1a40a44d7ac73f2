using System.Diagnostics;
using Messaging.DriverContract;
using Messaging.Drivers.Thrift.Tests.Support;

namespace Messaging.Drivers.Thrift.Tests.Serving;

/// <summary>Several processes on one port, and no more of one client's calls than are allowed.</summary>
public sealed class PortTests : ThriftTest
{
    [Fact]
    public async Task Two_processes_share_a_port_and_its_clients()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        var options = new ThriftOptions { Services = { ["calc"] = ThriftService.Load(Path.Combine(AppContext.BaseDirectory, "calc.thrift")) }, Grace = WaitLimit.Default };

        // Of 64 connections each process has one, but for a chance of one in 2^63.
        for (var i = 0; i < 64; i++)
        {
            var client = await ClientAsync(Url, options, "calc");
            await client.CastAsync("record", new { text = $"{i}" });
            Assert.Equal(i, await client.CallAsync<int>("add", new { a = i, b = 0 }));
        }

        await first.Output.WaitForAsync(line => line.StartsWith("recorded", StringComparison.Ordinal), "a client of the first");
        await second.Output.WaitForAsync(line => line.StartsWith("recorded", StringComparison.Ordinal), "a client of the second");
        await first.KillAsync();
        Assert.Equal(3, await (await ClientAsync(Url, options, "calc")).CallAsync<int>("add", new { a = 1, b = 2 }));

        var refused = await Assert.ThrowsAsync<ConnectionFailedException>(() => ServeAsync(Url));
        Assert.Contains("reuse_port=true", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_one_connection_no_more_calls_are_taken_than_are_allowed()
    {
        var slow = ThriftService.Parse("service Slow { string wait(1: string name) }");
        var options = new ThriftOptions { Services = { [ThriftOptions.AnyTopic] = slow }, Grace = WaitLimit.Default };
        var point = new Waiting();
        await ServeAsync(Url + "/?max_in_flight=2", point, options);
        var greedy = await ClientAsync(Url + "/?pipelining=true", options);
        var modest = await ClientAsync(Url + "/?pipelining=true", options);

        var calls = Enumerable.Range(0, 5).Select(i => greedy.CallAsync<string>("wait", new { name = $"{i}" })).ToList();
        await point.ArrivedAsync(2);
        calls.Add(modest.CallAsync<string>("wait", new { name = "5" }));
        await point.ArrivedAsync(3);
        Assert.Equal(3, point.Count);
        point.Release();

        Assert.Equal(Enumerable.Range(0, 6).Select(i => $"{i}"), await Task.WhenAll(calls).WithinLimit());
    }

    private async Task<ChildProcess> StartAsync()
    {
        var program = ChildProcess.Start(new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "ThriftCalc.dll"), "serve", "--url", Url + "/?reuse_port=true"]));
        await program.Output.WaitForAsync(line => line == "ready", "the ready line", WaitLimit.Start);
        return program;
    }
}
