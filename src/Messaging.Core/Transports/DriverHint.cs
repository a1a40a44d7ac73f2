namespace Messaging.Transports;

/// <summary>Says what to do about an unknown scheme, for the error.</summary>
internal static class DriverHint
{
    /// <summary>Where to get the driver of a scheme.</summary>
    public static string? For(string scheme) => scheme switch
    {
        "rabbit" or "kombu" or "amqp" or "amqps" =>
            "Reference the package Messaging.Drivers.Rabbit and call RabbitDriver.Register(), or AddRabbit() with a host.",
        "zmq" => "Reference the package Messaging.Drivers.ZeroMq and call ZeroMqDriver.Register(), or AddZeroMq() with a host.",
        "amqp1" or "amqp1s" =>
            "Reference the package Messaging.Drivers.Amqp1 and call Amqp1Driver.Register(), or AddAmqp1() with a host.",
        "thrift" or "thrifts" =>
            "Reference the package Messaging.Drivers.Thrift and call ThriftDriver.Register(), or AddThrift() with a host.",
        "http" or "https" or "h2c" =>
            "Reference the package Messaging.Drivers.Http and call HttpDriver.Register(), or AddHttp() with a host.",
        _ => "Check the spelling, or register the driver that serves it with DriverRegistry.Register.",
    };

    /// <summary>What to write instead of a scheme with a suffix that its driver does not know.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="schemes">The schemes that the driver knows.</param>
    public static string ForSuffix(TransportUrl url, IReadOnlyList<string> schemes)
    {
        var rest = url.ToString()[url.Scheme.Length..];
        var instead = url.DriverScheme switch
        {
            // Never plain text first: the suffix may have been meant to ask for TLS.
            "rabbit" or "kombu" => $"rabbit+tls{rest} for TLS, or rabbit{rest} for plain text",
            "amqp" or "amqps" => $"amqps{rest} for TLS, or amqp{rest} for plain text",
            "zmq" => $"zmq{rest}; its option curve_server_key_file encrypts what is sent",
            "thrift" or "thrifts" => $"thrifts{rest} for TLS, or thrift{rest} for plain text",
            var driver => driver + rest,
        };
        return $"The scheme '{url.Scheme}' of the transport URL has a suffix that its driver does not know; it knows "
            + $"{string.Join(", ", schemes.Order(StringComparer.Ordinal))}. Write {instead}.";
    }
}
