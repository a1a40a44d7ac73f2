using RabbitMQ.Client;

namespace Messaging.Benchmarks.Subjects.Raw;

/// <summary>The properties of every message of oslo.messaging, made once: the twin pays for them as we do.</summary>
internal static class RawProperties
{
    public static BasicProperties Request { get; } = Make("60000");

    public static BasicProperties Reply { get; } = Make(null);

    private static BasicProperties Make(string? expiration)
    {
        var properties = new BasicProperties
        {
            ContentType = "application/json",
            ContentEncoding = "utf-8",
            DeliveryMode = DeliveryModes.Persistent,
            Priority = 0,
            Headers = new Dictionary<string, object?>(),
        };
        if (expiration is not null)
        {
            properties.Expiration = expiration;
        }

        return properties;
    }
}
