using System.Globalization;

namespace Messaging.Packages.Tests;

/// <summary>A new user installs the packages into an empty project, and calls.</summary>
public sealed class NewUserTests(PackedLibraries packed) : IAsyncLifetime
{
    private RabbitBroker _broker = null!;

    public async ValueTask InitializeAsync() => _broker = await RabbitBroker.LaunchAsync();

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    [Fact]
    public async Task An_empty_project_calls_over_every_driver()
    {
        var project = await packed.NewProjectAsync("Hosted");
        await RunAsync(await project.BuildAsync("-p:UpdateRpcContracts=true"), [], "memory 3\nrabbit 3\nzmq 3");
        Assert.False(File.Exists(project.PathOf("RpcContracts.txt")), "A project without contracts needs no record of them.");

        await Licences.CheckAsync(await project.ListPackagesAsync(PackedLibraries.Ids));
    }

    [Fact]
    public async Task A_program_that_is_compiled_ahead_of_time_calls_over_every_driver()
    {
        var project = await packed.NewProjectAsync("Native");
        await RunAsync(
            await project.PublishNativeAsync(), [FreePorts.Next().ToString(CultureInfo.InvariantCulture)],
            "memory 3\nthrift 4\nrabbit 3\nthrift 4\nzmq 3\nthrift 4");
    }

    private async Task RunAsync(string program, IReadOnlyList<string> arguments, string said)
    {
        var result = await Processes.RunAsync(
            program, [.. arguments, "memory://calc", _broker.Url, $"zmq://127.0.0.1:{FreePorts.Next()}"], WaitLimit.Start);

        Assert.Equal((0, said, ""), (result.ExitCode, result.Output, result.Error));
    }
}
