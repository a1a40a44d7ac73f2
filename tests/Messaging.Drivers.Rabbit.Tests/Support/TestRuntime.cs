using Messaging.Drivers.Rabbit.Settings;
using Messaging.Drivers.Rabbit.Topology;
using Microsoft.Extensions.Logging.Abstractions;

namespace Messaging.Drivers.Rabbit.Tests.Support;

/// <summary>What a part of a driver goes by that is tested without the driver.</summary>
internal static class TestRuntime
{
    public static RabbitRuntime Make(string url, TimeProvider time)
    {
        var settings = new RabbitSettings(TransportUrl.Parse(url), new RabbitOptions());
        var context = new DriverContext
        {
            LoggerFactory = NullLoggerFactory.Instance,
            TimeProvider = time,
            ControlExchange = "openstack",
            MaxMessageSize = 1000,
        };
        return new RabbitRuntime(
            settings, context, NullLogger.Instance, new BackgroundWork(static _ => { }), new DeadlineWheel(time), new TopologyPlans(settings));
    }
}
