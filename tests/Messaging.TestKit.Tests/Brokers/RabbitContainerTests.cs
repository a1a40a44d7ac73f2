namespace Messaging.TestKit.Tests;

/// <summary>What is to be known of containers where there is no engine: with one, <c>./test.sh --container</c> uses them.</summary>
public sealed class RabbitContainerTests
{
    [Fact]
    public async Task Without_a_container_engine_the_error_says_what_to_install()
    {
        // Read once, when the first container is asked for: nothing else in this process asks for one.
        Environment.SetEnvironmentVariable("DOCKER_HOST", "unix:///no/such.sock");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => RabbitContainer.StartAsync());

        Assert.Contains("apt-get install rabbitmq-server", failure.Message);
        Assert.Contains("DOCKER_HOST", failure.Message);
        Assert.NotNull(failure.InnerException);
    }
}
