using Messaging.Drivers.Rabbit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.DocsExamples.Examples;

public sealed class Rabbit
{
    /// <summary>Compiled but not run, because it needs a broker.</summary>
    internal static async Task OpenAsync()
    {
        // <rabbit-open>
        RabbitDriver.Register();        // once per process: drivers are not loaded by name
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
                Tls = { Enabled = true, CaFile = "/etc/ssl/rabbitmq-ca.pem" },
                Recovery = { MaxReconnectDelay = TimeSpan.FromSeconds(10) },
            },
        });
        // </rabbit-options>
        Assert.Equal("rabbit://ada:***@mq1:5672,ada:***@mq2:5672/prod?amqp_durable_queues=true", transport.Url.ToString());
    }
    [Fact]
    public async Task Credentials()
    {
        RabbitDriver.Register();
        var secrets = new Secrets();

        // <rabbit-credentials>
        var options = new RabbitOptions
        {
            Credentials = async cancellationToken =>
            {
                var token = await secrets.GetTokenAsync(cancellationToken);
                return new RabbitCredentials("ada", token) { ValidFor = TimeSpan.FromMinutes(10) };
            },
        };
        await using var transport = Transport.Create("rabbit://mq1:5672/prod", new TransportOptions { DriverOptions = options });
        // </rabbit-credentials>
        var credentials = await options.Credentials(default);
        Assert.Equal(TimeSpan.FromMinutes(10), credentials.ValidFor);
        Assert.DoesNotContain("a token", credentials.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void HostedCredentials()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);

        // <host-credentials>
        builder.Services.AddSingleton<Secrets>();
        builder.Services.AddMessaging("rabbit://mq1:5672/prod")
            .AddRabbit((services, rabbit) => rabbit.Credentials = async cancellationToken =>
                new RabbitCredentials("ada", await services.GetRequiredService<Secrets>().GetTokenAsync(cancellationToken)));
        // </host-credentials>
        using var host = builder.Build();
        Assert.Contains(
            host.Services.GetServices<Drivers.IDriverFactory>(), factory => factory.Schemes.Contains("rabbit", StringComparer.Ordinal));
    }

    public sealed class Secrets
    {
        public Task<string> GetTokenAsync(CancellationToken cancellationToken) => Task.FromResult("a token");
    }
}
