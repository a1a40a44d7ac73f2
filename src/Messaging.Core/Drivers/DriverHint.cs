namespace Messaging.Drivers;

/// <summary>Where the driver of a scheme is to be had, for the error of a scheme that nobody registered.</summary>
internal static class DriverHint
{
    public static string? For(string scheme) => scheme switch
    {
        "rabbit" or "kombu" or "amqp" or "amqps" =>
            "Reference the package Messaging.Drivers.Rabbit and call RabbitDriver.Register(), or AddRabbit() with a host.",
        "zmq" => "Reference the package Messaging.Drivers.ZeroMq and call ZeroMqDriver.Register(), or AddZeroMq() with a host.",
        _ => "Check the spelling, or register the driver that serves it with DriverRegistry.Register.",
    };
}
