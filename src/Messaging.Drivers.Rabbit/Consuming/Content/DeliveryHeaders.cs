using System.Globalization;
using System.Text;

namespace Messaging.Drivers.Rabbit.Consuming.Content;

/// <summary>Reads headers, which may come from anybody and have any type.</summary>
internal static class DeliveryHeaders
{
    private const string DeliveryCountHeader = "x-delivery-count";

    /// <summary>A text header, or null.</summary>
    public static string? Text(IDictionary<string, object?> headers, string name) => headers.TryGetValue(name, out var value)
        ? value switch
        {
            byte[] bytes => Encoding.UTF8.GetString(bytes),
            string text => text,
            _ => null,
        }
        : null;

    /// <summary>How often the message has been delivered, including this time; a quorum queue counts earlier deliveries.</summary>
    public static int DeliveryCount(IDictionary<string, object?>? headers, bool redelivered)
    {
        if (headers is not null && headers.TryGetValue(DeliveryCountHeader, out var value) && value is long or int or short or byte)
        {
            return (int)Math.Clamp(Convert.ToInt64(value, CultureInfo.InvariantCulture) + 1, 1, int.MaxValue);
        }

        return redelivered ? 2 : 1;
    }

    /// <summary>Whether the queue counts deliveries.</summary>
    public static bool IsCounted(IDictionary<string, object?>? headers) => headers is not null && headers.ContainsKey(DeliveryCountHeader);

    /// <summary>The property <c>expiration</c>, which is a number of milliseconds as text.</summary>
    public static TimeSpan? TimeToLive(string? expiration) =>
        long.TryParse(expiration, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds <= uint.MaxValue
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;
}
