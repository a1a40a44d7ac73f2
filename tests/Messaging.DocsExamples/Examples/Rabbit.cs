using Messaging.Drivers.Rabbit;

namespace Messaging.DocsExamples.Examples;

public sealed class Rabbit
{
    /// <summary>Compiled, not run: it needs a broker.</summary>
    internal static async Task OpenAsync()
    {
        // <rabbit-open>
        RabbitDriver.Register();        // once in a process: nothing is loaded by name
        await using var transport = await Transport.OpenAsync("rabbit://guest:guest@localhost:5672/");
        // </rabbit-open>
    }

    [Fact]
    public async Task Options()
    {
        RabbitDriver.Register();

        // <rabbit-options>
        var url = "rabbit://ada:secret@mq1:5672,ada:secret@mq2:5672/prod?amqp_durable_queues=true";
        await using var transport = Transport.Create(url, new TransportOptions
        {
            ControlExchange = "nova",
            DriverOptions = new RabbitOptions
            {
                PublishChannels = 32,
                Heartbeat = TimeSpan.FromSeconds(20),
                MaxReconnectDelay = TimeSpan.FromSeconds(10),
            },
        });
        // </rabbit-options>
        Assert.Equal("rabbit://ada:***@mq1:5672,ada:***@mq2:5672/prod?amqp_durable_queues=true", transport.Url.ToString());
    }
}
