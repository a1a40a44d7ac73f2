using System.Text;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Tests.Serving.Parking;

/// <summary>A message with its headers as text.</summary>
internal sealed record ParkedMessage(string Body, IReadOnlyDictionary<string, object?> Headers, string? Expiration, string? ContentType)
{
    public string? this[string header] => Headers.GetValueOrDefault(header) switch
    {
        null => null,
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        var other => FormattableString.Invariant($"{other}"),
    };

    public static ParkedMessage Of(BasicDeliverEventArgs delivery) => new(
        Encoding.UTF8.GetString(delivery.Body.Span),
        new Dictionary<string, object?>(delivery.BasicProperties.Headers ?? new Dictionary<string, object?>()),
        delivery.BasicProperties.Expiration,
        delivery.BasicProperties.ContentType);
}
