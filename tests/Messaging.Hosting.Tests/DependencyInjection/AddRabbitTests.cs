using Messaging.Drivers;
using Messaging.Drivers.Rabbit;
using Messaging.Drivers.ZeroMq;
using Messaging.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Messaging.Hosting.Tests.DependencyInjection;

public sealed class AddRabbitTests
{
    [Fact]
    public void The_driver_of_rabbit_is_one_call()
    {
        using var host = TestHost.Build(new LogCapture(), services => services.AddMessaging("rabbit://guest:geheim@localhost/vhost").AddRabbit());

        var transport = host.Services.GetRequiredService<Transport>();

        Assert.Equal("rabbit://guest:***@localhost/vhost", transport.Url.ToString());
        Assert.Contains("rabbit", host.Services.GetRequiredService<IDriverFactory>().Schemes);
    }

    [Fact]
    public void Its_options_are_set_in_code()
    {
        using var host = TestHost.Build(new LogCapture(), services => services
            .AddMessaging("rabbit://localhost/")
            .AddRabbit(rabbit => rabbit.PublishChannels = 0));

        var error = Assert.Throws<OptionsValidationException>(host.Services.GetRequiredService<Transport>);

        Assert.Equal("RabbitOptions.PublishChannels is 0. Write a number from 1 to 2,047.", error.Message);
    }

    [Fact]
    public void Adding_it_again_adds_to_its_options_and_takes_none_back()
    {
        using var host = TestHost.Build(new LogCapture(), services => services
            .AddMessaging("rabbit://localhost/?ssl=false")
            .AddRabbit(rabbit => rabbit.Tls.Enabled = true)
            .AddRabbit(rabbit => rabbit.PublishChannels = 3)
            .AddRabbit());

        var error = Assert.Throws<InvalidTransportUrlException>(host.Services.GetRequiredService<Transport>);

        Assert.Contains("RabbitOptions.Tls.Enabled", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_options_come_from_a_section_then_from_code_then_from_what_comes_last()
    {
        var seen = new List<string>();
        var section = TestHost.Configuration(
            ("Broker:PublishChannels", "3"), ("Broker:Recovery:WatchInterval", "00:00:07"), ("Broker:Heartbeat", "00:00:15")).GetSection("Broker");
        using var host = TestHost.Build(new LogCapture(), services =>
        {
            services.PostConfigure<RabbitOptions>(rabbit => seen.Add($"{rabbit.PublishChannels} {rabbit.Recovery.WatchInterval} {rabbit.Heartbeat}"));
            services.PostConfigure<RabbitOptions>(rabbit => rabbit.PublishChannels = 0);
            services.Configure<RabbitOptions>(section);
            services.AddMessaging("rabbit://localhost/").AddRabbit(rabbit => rabbit.Heartbeat = TimeSpan.FromSeconds(30));
        });

        var error = Assert.Throws<OptionsValidationException>(host.Services.GetRequiredService<Transport>);
        Assert.Contains("RabbitOptions.PublishChannels is 0", error.Message, StringComparison.Ordinal);
        Assert.Equal(["3 00:00:07 00:00:30"], seen);
    }

    [Fact]
    public void Options_of_the_transport_do_not_replace_its_options_in_silence()
    {
        using var host = TestHost.Build(new LogCapture(), services => services
            .AddMessaging("rabbit://localhost/")
            .AddRabbit(rabbit => rabbit.Tls.Enabled = true)
            .ConfigureTransport((_, transport) => transport.DriverOptions = new RabbitOptions()));

        var error = Assert.Throws<ArgumentException>(host.Services.GetRequiredService<Transport>);

        Assert.Contains("AddRabbit", error.Message, StringComparison.Ordinal);
        Assert.Contains("DriverOptions", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_of_the_transport_are_taken_where_it_has_no_others()
    {
        using var host = TestHost.Build(new LogCapture(), services => services
            .AddMessaging(TestHost.Section(("Url", "rabbit://localhost/?ssl=false")))
            .AddRabbit()
            .ConfigureTransport((_, transport) => transport.DriverOptions = new RabbitOptions { Tls = { Enabled = true } }));

        var error = await Assert.ThrowsAsync<InvalidTransportUrlException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("RabbitOptions.Tls.Enabled asks for TLS", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_driver_of_zmq_keeps_its_options_as_well()
    {
        using var twice = TestHost.Build(new LogCapture(), services => services
            .AddMessaging("zmq://localhost:5555")
            .AddZeroMq(zmq => zmq.CurveServerKey = "short")
            .AddZeroMq());
        using var replaced = TestHost.Build(new LogCapture(), services => services
            .AddMessaging("zmq://localhost:5555")
            .AddZeroMq(zmq => zmq.CurveServerKey = "short")
            .ConfigureTransport((_, transport) => transport.DriverOptions = new ZeroMqOptions()));

        Assert.Contains("CurveServerKey", Assert.Throws<ArgumentException>(twice.Services.GetRequiredService<Transport>).Message, StringComparison.Ordinal);
        Assert.Contains("AddZeroMq", Assert.Throws<ArgumentException>(replaced.Services.GetRequiredService<Transport>).Message, StringComparison.Ordinal);
    }
}
