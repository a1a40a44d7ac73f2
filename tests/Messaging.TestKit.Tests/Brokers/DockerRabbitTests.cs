using System.Diagnostics;

namespace Messaging.TestKit.Tests;

/// <summary>How the container is started and stopped, with a script in the place of docker, which needs a daemon.</summary>
public sealed class DockerRabbitTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fake-docker-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_container_is_published_on_the_port_of_the_url_and_stopped_at_the_end()
    {
        var docker = WriteDocker(
            """
            echo "$@" > arguments
            tail -f /dev/null > /dev/null &
            trap 'kill $!; echo stopped > end; exit 0' TERM
            echo 'Server startup complete; 4 plugins started.'
            wait
            """);

        var broker = await DockerRabbit.StartAsync(docker);

        var port = new Uri(broker.Url).Port;
        Assert.Contains($"--publish 127.0.0.1:{port}:5672 rabbitmq:3", await ReadAsync("arguments"));
        await broker.DisposeAsync();
        Assert.Equal("stopped", await ReadAsync("end"));
    }

    [Fact]
    public async Task A_docker_that_cannot_start_it_is_quoted()
    {
        var docker = WriteDocker("echo 'Cannot connect to the Docker daemon' >&2; exit 125");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => DockerRabbit.StartAsync(docker));

        Assert.Contains("Cannot connect to the Docker daemon", failure.Message);
    }

    private string WriteDocker(string script)
    {
        var path = Path.Combine(_folder.FullName, "docker");
        var start = new ProcessStartInfo("/bin/sh", ["-c", "cat > \"$0\" && chmod 500 \"$0\"", path]) { RedirectStandardInput = true };

        // Not written by this process: what another test starts at that moment would inherit the open file, and one that is open for
        // writing cannot be run ("Text file busy").
        using var writer = Process.Start(start)!;
        writer.StandardInput.Write($"#!/bin/sh\ncd '{_folder.FullName}'\n{script}\n");
        writer.StandardInput.Close();
        writer.WaitForExit();
        Assert.Equal(0, writer.ExitCode);
        return path;
    }

    private async Task<string> ReadAsync(string file) => (await File.ReadAllTextAsync(Path.Combine(_folder.FullName, file))).Trim();
}
