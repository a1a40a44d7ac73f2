using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Testcontainers.RabbitMq;

namespace Messaging.TestKit;

/// <summary>A RabbitMQ in a container, for machines that have a container engine and no rabbitmq-server.</summary>
public sealed class RabbitContainer : RabbitBroker
{
    /// <summary>The environment variable that names the image.</summary>
    public const string ImageVariable = "MESSAGING_TEST_RABBIT_IMAGE";

    private const string UsualImage = "rabbitmq:4";
    private const string Configuration = "/etc/rabbitmq/conf.d/90-test.conf";

    private readonly RabbitMqContainer _container;

    private RabbitContainer(RabbitMqContainer container) => _container = container;

    /// <inheritdoc/>
    public override int Port => _container.GetMappedPublicPort(RabbitMqBuilder.RabbitMqPort);

    /// <summary>Starts a container and waits until it serves clients.</summary>
    /// <param name="configuration">Further lines for its rabbitmq.conf.</param>
    /// <exception cref="InvalidOperationException">No container engine answers, or it cannot start the image; the message says why.</exception>
    public static async Task<RabbitContainer> StartAsync(params IEnumerable<string> configuration)
    {
        var image = Environment.GetEnvironmentVariable(ImageVariable) is { Length: > 0 } given ? given : UsualImage;
        RabbitContainer? broker = null;
        try
        {
            broker = new(new RabbitMqBuilder(image)
                .WithUsername("guest").WithPassword("guest").WithLogger(NullLogger.Instance)
                .WithResourceMapping(Encoding.UTF8.GetBytes(string.Join('\n', [.. configuration, .. GivenConfiguration, ""])), Configuration)
                .Build());
            using var limit = new CancellationTokenSource(WaitLimit.Start);
            await broker._container.StartAsync(limit.Token);
            return broker;
        }
        catch (Exception failure)
        {
            await (broker?.DisposeAsync() ?? default);
            throw new InvalidOperationException(
                "Tests need a RabbitMQ: install rabbitmq-server (apt-get install rabbitmq-server), or a container engine such as docker or "
                    + $"podman, whose socket DOCKER_HOST names if it is not the usual one. The image {image} could not be started: {failure.Message}",
                failure);
        }
    }

    /// <inheritdoc/>
    public override async Task ImportDefinitionsAsync(string definitions)
    {
        // A file for each: tests that run at the same time share the container.
        var file = $"/tmp/definitions-{Guid.NewGuid():N}.json";
        await _container.CopyAsync(Encoding.UTF8.GetBytes(definitions), file);
        await RunCtlAsync("import_definitions", file);
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => _container.DisposeAsync();

    /// <inheritdoc/>
    protected override async Task<ProcessResult> RunAsync(IReadOnlyList<string> arguments, TimeSpan limit)
    {
        var command = "rabbitmqctl " + string.Join(' ', arguments);
        try
        {
            var result = await _container.ExecAsync(["rabbitmqctl", .. arguments]).WaitAsync(limit);
            return new(command, (int)(result.ExitCode ?? -1), result.Stdout.TrimEnd('\n'), result.Stderr.TrimEnd('\n'));
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{command}\nhad not ended after {limit}.", e);
        }
    }
}
