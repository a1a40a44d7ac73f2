using System.Globalization;
using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Consuming.Content;
using Messaging.Drivers.Rabbit.Sending.Messages;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Serving.Parking;

/// <summary>The properties of a parked message: its own, and headers that say why it is parked and where it came from.</summary>
internal static class ParkedProperties
{
    public const string Reason = "x-parked-reason";
    public const string Message = "x-parked-message";
    public const string Error = "x-parked-error";
    public const string Exchange = "x-parked-exchange";
    public const string RoutingKey = "x-parked-routing-key";
    public const string Queue = "x-parked-queue";
    public const string At = "x-parked-at";
    public const string Deliveries = "x-parked-deliveries";
    public const string By = "x-parked-by";

    // All headers must fit into one frame; brokers allow at least 128 KiB.
    private const int MostForeignBytes = 32 * 1024;
    private const int MostWords = 1_000;
    private const int MostName = 200;

    // These would send the copy to other queues as well, or are counted by the queue that receives it.
    private static readonly string[] Unkept = ["CC", "BCC", "x-delivery-count"];

    /// <summary>The message's own properties and headers, and ours.</summary>
    public static BasicProperties Of(in Delivery delivery, string queue, in Rejection rejection, DeadLetters letters)
    {
        var properties = Bare(delivery, queue, rejection, letters);
        if (delivery.Properties.Headers is { } headers && Size(headers, 0) <= MostForeignBytes)
        {
            foreach (var (name, value) in headers)
            {
                if (!Unkept.Contains(name))
                {
                    properties.Headers!.TryAdd(name, value);
                }
            }
        }

        return properties;
    }

    /// <summary>The same without the sender's headers.</summary>
    public static BasicProperties Bare(in Delivery delivery, string queue, in Rejection rejection, DeadLetters letters)
    {
        var headers = new Dictionary<string, object?>
        {
            [Reason] = Word(rejection.Reason),
            [Message] = Shorten(rejection.Message, MostWords),
            [Exchange] = delivery.Exchange,
            [RoutingKey] = delivery.RoutingKey,
            [Queue] = queue,
            [At] = letters.Time.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            [Deliveries] = DeliveryHeaders.DeliveryCount(delivery.Properties.Headers, delivery.Redelivered),
            [By] = letters.By,
        };
        if (rejection.Error is { } error)
        {
            headers[Error] = Shorten(error.GetType().FullName ?? error.GetType().Name, MostName);
        }

        if (delivery.Properties.Headers is { } own
            && DeliveryHeaders.Text(own, BodyCompression.Header) is { Length: <= MostName } compression)
        {
            headers[BodyCompression.Header] = compression;
        }

        // Without its time to live, because it is to stay, and without its user id, which the broker would compare with ours.
        var properties = new BasicProperties(delivery.Properties) { Headers = headers, DeliveryMode = DeliveryModes.Persistent };
        properties.ClearExpiration();
        properties.ClearUserId();
        return properties;
    }

    private static string Word(RejectionReason reason) => reason switch
    {
        RejectionReason.Unreadable => "unreadable",
        RejectionReason.TooLarge => "too_large",
        RejectionReason.TooManyDeliveries => "too_many_deliveries",
        RejectionReason.Refused => "refused",
        _ => "failed",
    };

    private static string Shorten(string text, int most) => text.Length <= most ? text : string.Concat(text.AsSpan(0, most), "...");

    /// <summary>The approximate size of a value in bytes; more than fits when it is nested too deeply.</summary>
    private static int Size(object? value, int depth) => value switch
    {
        _ when depth > 16 => MostForeignBytes + 1,
        byte[] bytes => bytes.Length + 8,
        string text => (text.Length * 3) + 8,
        IDictionary<string, object?> table => table.Aggregate(8, (sum, pair) => Add(sum, pair.Key.Length + Size(pair.Value, depth + 1))),
        System.Collections.IList list => list.Cast<object?>().Aggregate(8, (sum, item) => Add(sum, Size(item, depth + 1))),
        _ => 16,
    };

    private static int Add(int sum, int more) => (int)Math.Min((long)sum + more, int.MaxValue);
}
