using System.Diagnostics;

namespace Messaging.TestKit;

/// <summary>A RabbitMQ in a container, for machines that have docker and no rabbitmq-server.</summary>
internal sealed class DockerRabbit : IAsyncDisposable
{
    private const string Image = "rabbitmq:3";
    private static readonly TimeSpan PullAndStart = TimeSpan.FromMinutes(5);

    private readonly string _name = $"messaging-test-{Guid.NewGuid():N}";
    private readonly int _port = FreePorts.Next();
    private readonly ChildProcess _container;

    private DockerRabbit(string docker) => _container = ChildProcess.Start(new ProcessStartInfo(
        docker, ["run", "--rm", "--name", _name, "--publish", $"127.0.0.1:{_port}:5672", Image]));

    public string Url => $"rabbit://guest:guest@127.0.0.1:{_port}/";

    public static async Task<DockerRabbit> StartAsync(string docker)
    {
        var broker = new DockerRabbit(docker);
        try
        {
            await broker._container.Output.WaitForAsync(
                line => line.Contains("Server startup complete", StringComparison.Ordinal),
                $"the container {Image} to start",
                PullAndStart);
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // On SIGTERM the client passes the signal to the container and waits for its end; --rm then removes it.
        await _container.StopAsync();
        await _container.DisposeAsync();
    }
}
