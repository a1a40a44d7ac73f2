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
        await RunAsync(await project.BuildAsync("-p:UpdateRpcContracts=true"));
        Assert.False(File.Exists(project.PathOf("RpcContracts.txt")), "A project without contracts needs no record of them.");

        await Licences.CheckAsync(await project.ListPackagesAsync(PackedLibraries.Ids));
    }

    [Fact]
    public async Task A_program_that_is_compiled_ahead_of_time_calls_over_every_driver()
    {
        var project = await packed.NewProjectAsync("Native");
        await RunAsync(await project.PublishNativeAsync());
    }

    private async Task RunAsync(string program)
    {
        var result = await Processes.RunAsync(
            program, ["memory://calc", _broker.Url, $"zmq://127.0.0.1:{FreePorts.Next()}"], WaitLimit.Start);

        Assert.Equal((0, "memory 3\nrabbit 3\nzmq 3", ""), (result.ExitCode, result.Output, result.Error));
    }
}
