using System.Collections.Concurrent;
using Messaging.Drivers.Rabbit.Sending.Messages;

namespace Messaging.Drivers.Rabbit.Sending.Channels;

/// <summary>
/// The routes to which one connection was not allowed to publish a moment ago. For each such message the broker closes the whole channel,
/// and other messages suffer. For a while such messages fail here instead; then one is let through as a trial.
/// </summary>
internal sealed class Refusals(TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(string Exchange, string? RoutingKey), Refusal> _refused = new();
    private volatile bool _any;

    /// <summary>Remembers a refusal.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="routingKey">The routing key, or null when it is for every one.</param>
    /// <param name="why">The text of the errors until the next trial.</param>
    /// <param name="isTransient">Whether the broker may soon accept such messages. Until then senders wait instead of failing.</param>
    public void Add(string exchange, string? routingKey, string why, bool isTransient = false)
    {
        _refused[(exchange, routingKey)] = new Refusal(why, isTransient, time.GetTimestamp());
        _any = true;
    }

    /// <summary>Throws when a route was refused a moment ago.</summary>
    /// <exception cref="DeliveryException">The route was refused a moment ago.</exception>
    public void ThrowIfRefused(Route route)
    {
        if (_any)
        {
            Throw((route.Exchange.Value, null));
            Throw((route.Exchange.Value, route.RoutingKey.Value));
        }
    }

    private void Throw((string Exchange, string? RoutingKey) key)
    {
        if (!_refused.TryGetValue(key, out var refusal))
        {
            return;
        }

        if (time.GetElapsedTime(refusal.Since) < Pause)
        {
            throw new DeliveryException(refusal.Why, refusal.IsTransient);
        }

        _refused.TryRemove(key, out _);
        _any = !_refused.IsEmpty;
    }

    private sealed record Refusal(string Why, bool IsTransient, long Since);
}
