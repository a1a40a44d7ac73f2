using Messaging.Drivers;
using Messaging.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

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

        var error = Assert.Throws<ArgumentOutOfRangeException>(host.Services.GetRequiredService<Transport>);

        Assert.Equal("PublishChannels", error.ParamName);
    }
}
